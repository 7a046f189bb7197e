// The control port: POST /<action> with a JSON body; the answer is JSON, {error} with status 400 when it failed.

import { createServer } from 'node:http'

const LOOPBACK = '127.0.0.1'

const actions = puppet => ({
  reset: world => puppet.reset(world), // { contacts: [{ id, name }], rooms: [{ id, topic, members, aliases? }] }

  // people and rooms
  contact: contact => puppet.addContact(contact), // { id, name }
  room: room => puppet.addRoom(room), // { id, topic, members, aliases? }
  rooms: ({ count, size }) => puppet.addRooms(count, size), // of the same people
  alias: change => puppet.setAlias(change), // { room, member, alias, dirty? }

  // what people do
  say: said => puppet.say(said), // { sender, room?, text?, type?, mentions?, file?: { name, base64 }, id?, at?, told? }
  burst: ({ count, ...said }) => puppet.burst(count, said), // say, many times
  tell: ({ id }) => puppet.tell(id), // names a message, once more when it was told before
  recall: recalled => puppet.recall(recalled), // { sender, room?, id }
  invite: invitation => puppet.invite(invitation), // { inviter, room }
  join: joined => puppet.join(joined), // { room, members, inviter }
  leave: left => puppet.leave(left), // { room, members, remover }
  rename: change => puppet.rename(change), // { room, topic, changer }

  // the account
  scan: ({ qrcode }) => puppet.mocker.scan(qrcode),
  login: () => puppet.signIn(),
  logout: ({ reason }) => puppet.logout(reason),

  // faults
  emit: ({ event, payload }) => puppet.emit(event, payload), // any event, with a payload however broken
  slow: ({ seconds }) => { puppet.slow = seconds },
  fail: ({ call, times }) => { puppet.failures[call] = times },

  records: () => puppet.records,
})

/** Listens on the loopback; the port that was found free. */
export async function control (puppet, port) {
  const table = actions(puppet)
  const server = createServer(async (request, response) => {
    try {
      const action = table[request.url.slice(1)]
      if (!action) throw new Error(`no action ${request.url}`)
      answer(response, 200, await action(await body(request)))
    } catch (fault) {
      answer(response, 400, { error: fault.message })
    }
  })
  await new Promise(resolve => server.listen(port, LOOPBACK, resolve))
  return server.address().port
}

async function body (request) {
  const chunks = await request.toArray()
  return JSON.parse(Buffer.concat(chunks).toString() || '{}')
}

function answer (response, status, content) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(content ?? null))
}
