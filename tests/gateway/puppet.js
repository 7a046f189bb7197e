// The puppet behind the gateway: people speak when a test says so, and whatever the client does is recorded.

import { createHash } from 'node:crypto'

import { FileBox } from 'file-box'
import { mock, PuppetMock } from 'wechaty-puppet-mock'

export const BOT = 'wxid_bot'
const TEXT = 7
const RECALLED = 13
const ROOM_MEMBER = 4 // what a dirty event is about

// The client's calls that are counted, and that a test can make slow or fail.
const CALLS = [
  'contactPayload',
  'messageFile',
  'messageImage',
  'messagePayload',
  'messageRecall',
  'messageSendFile',
  'messageSendText',
  'roomInvitationAccept',
  'roomInvitationPayload',
  'roomMemberList',
  'roomMemberPayload',
  'roomPayload',
  'start',
]

export class RecordingPuppet extends PuppetMock {
  lastId = 0

  constructor (world) {
    super()
    this.reset(world)
  }

  /** As if it had just been started; `contacts` and `rooms` are known, as to an account that was used before. */
  reset ({ contacts, rooms }) {
    this.mocker = new mock.Mocker()
    this.mocker.puppet = this
    this.cache.clear()
    this.records = { said: [], recalled: [], accepted: [], calls: {} }
    this.slow = 0 // seconds before any answer
    this.failures = {} // call -> how often it still fails
    this.files = new Map() // message id -> { name, base64 }
    this.aliases = new Map() // room id -> { member id: alias }
    this.invitations = new Map() // invitation id -> { inviter, room }
    for (const contact of [{ id: BOT, name: '小格' }, ...contacts]) this.addContact(contact)
    for (const room of rooms) this.addRoom(room)
    if (this.state.active()) this.signIn()
  }

  async onStart () {
    await super.onStart()
    setImmediate(() => this.signIn()) // when it has wholly started, else it is never ready
  }

  // what a test arranges

  addContact ({ id, name }) {
    this.mocker.ContactMock.create({ id, name, alias: '', avatar: '', phone: [], gender: 0, type: 1 })
  }

  addRoom ({ id, topic, members, aliases = {} }) {
    this.mocker.RoomMock.create({ id, topic, memberIdList: [...members], adminIdList: [], avatar: '' })
    this.aliases.set(id, aliases)
  }

  /** Rooms room-0, room-1, … of the same people member-0, member-1, …, the bot among them. */
  addRooms (count, size) {
    const members = Array.from({ length: size }, (_, number) => `member-${number}`)
    for (const id of members) this.addContact({ id, name: id })
    for (let number = 0; number < count; number++) {
      this.addRoom({ id: `room-${number}`, topic: `小区 ${number}`, members: [BOT, ...members] })
    }
  }

  setAlias ({ room, member, alias, dirty = true }) {
    this.aliases.get(room)[member] = alias
    if (dirty) this.dirtyPayload(ROOM_MEMBER, room)
  }

  // what people do

  /** Somebody says something in a room, or to the bot; with `told` false the client does not hear of it yet. */
  say ({ sender, room, text = '', type = TEXT, mentions = [], file, id = this.nextId(), at = Date.now(), told = true }) {
    const where = room ? { roomId: room, mentionIdList: mentions } : { listenerId: sender === BOT ? '' : BOT }
    const filename = file ? file.name : ''
    const payload = { id, talkerId: sender, text, type, filename, timestamp: at, ...where }
    this.mocker.cacheMessagePayload.set(id, payload)
    if (file) this.files.set(id, file)
    if (told) this.tell(id)
    return id
  }

  /** The same, many times in one go; the text is numbered. */
  burst (count, { text, ...said }) {
    return Array.from({ length: count }, (_, number) => this.say({ ...said, text: `${text} ${number}` }))
  }

  tell (id) {
    this.emit('message', { messageId: id })
  }

  recall ({ sender, room, id }) {
    return this.say({ sender, room, text: id, type: RECALLED })
  }

  invite ({ inviter, room }) {
    const id = `invitation-${this.nextId()}`
    this.invitations.set(id, { inviter, room })
    this.emit('room-invite', { roomInvitationId: id })
    return id
  }

  join ({ room, members, inviter }) {
    this.room(room).add(...members.map(id => this.contact(id))).by(this.contact(inviter))
  }

  leave ({ room, members, remover }) {
    this.room(room).remove(...members.map(id => this.contact(id))).by(this.contact(remover))
  }

  rename ({ room, topic, changer }) {
    this.room(room).topic(topic).by(this.contact(changer))
  }

  signIn () {
    if (!this.isLoggedIn) this.login(BOT)
    this.emit('ready', { data: 'ready' })
  }

  // what the client asks

  async allow (call) {
    this.records.calls[call] = (this.records.calls[call] ?? 0) + 1
    if (this.slow) await new Promise(resolve => setTimeout(resolve, this.slow * 1000))
    if (this.failures[call] > 0) {
      this.failures[call] -= 1
      throw new Error(`${call} fails as ordered`)
    }
  }

  async messageSendText (conversation, text, mentions = []) {
    this.check(conversation)
    return this.hear(conversation, { text, mentions: [...mentions] }, { text, mentions })
  }

  async messageSendFile (conversation, box) {
    this.check(conversation)
    const content = await box.toBuffer()
    const sha256 = createHash('sha256').update(content).digest('hex')
    const file = { name: box.name, base64: content.toString('base64') }
    return this.hear(conversation, { name: box.name, bytes: content.length, sha256 }, { file, type: 6 })
  }

  async messageFile (id) {
    const file = this.files.get(id)
    if (!file) throw new Error(`message ${id} has no file`)
    return FileBox.fromBase64(file.base64, file.name)
  }

  async messageImage (id) {
    return this.messageFile(id)
  }

  async messageRecall (id) {
    this.records.recalled.push(id)
    return this.mocker.cacheMessagePayload.has(id)
  }

  async roomMemberList (room) {
    return this.room(room).payload.memberIdList
  }

  async roomMemberRawPayload (room, id) {
    if (!this.room(room).payload.memberIdList.includes(id)) throw new Error(`${id} is not in ${room}`)
    const { name, avatar } = this.contact(id).payload
    return { id, name, avatar, roomAlias: this.aliases.get(room)[id] ?? '' }
  }

  async roomInvitationRawPayload (id) {
    const { inviter, room } = this.invitations.get(id)
    const { topic, memberIdList } = this.room(room).payload
    const members = { memberCount: memberIdList.length, memberIdList }
    return { id, inviterId: inviter, receiverId: BOT, topic, avatar: '', invitation: '', timestamp: Date.now(), ...members }
  }

  async roomInvitationAccept (id) {
    const { inviter, room } = this.invitations.get(id)
    this.records.accepted.push(id)
    this.join({ room, members: [BOT], inviter })
  }

  // A gateway also tells what its own account said.
  hear (conversation, record, message) {
    const id = this.nextId()
    this.records.said.push({ id, conversation, ...record })
    const room = this.mocker.cacheRoomPayload.has(conversation) ? conversation : undefined
    return this.say({ id, sender: BOT, room, ...message })
  }

  check (conversation) {
    if (!this.isLoggedIn) throw new Error('not logged in')
    const { cacheRoomPayload: rooms, cacheContactPayload: contacts } = this.mocker
    if (!rooms.has(conversation) && !contacts.has(conversation)) throw new Error(`no conversation ${conversation}`)
  }

  contact (id) {
    return this.mocker.ContactMock.load(id)
  }

  room (id) {
    return this.mocker.RoomMock.load(id)
  }

  nextId () {
    this.lastId += 1
    return `message-${process.pid}-${this.lastId}`
  }
}

for (const call of CALLS) {
  const answer = RecordingPuppet.prototype[call]
  RecordingPuppet.prototype[call] = async function (...request) {
    await this.allow(call)
    return answer.apply(this, request)
  }
}
