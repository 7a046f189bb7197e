// node main.js --token TOKEN --world FILE [--port PORT] [--cert FILE --key FILE]
// Starts the gateway and its control port on the loopback and prints {"port", "control"} in one line when both are ready.
// It ends when its standard input does, so that it never outlives the test that started it.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'

import { PuppetServer } from 'wechaty-puppet-service'

import { control } from './control.js'
import { RecordingPuppet } from './puppet.js'

const { values: options } = parseArgs({
  options: {
    token: { type: 'string' },
    world: { type: 'string' }, // { contacts: [{ id, name }], rooms: [{ id, topic, members, aliases }] }
    port: { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' },
  },
})

async function freePort () {
  const server = createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise(resolve => server.close(resolve))
  return port
}

function tls ({ cert, key }) {
  if (!cert) return { disable: true }
  return { serverCert: readFileSync(cert, 'utf8'), serverKey: readFileSync(key, 'utf8') }
}

process.stdin.resume().on('end', () => process.exit())

const puppet = new RecordingPuppet(JSON.parse(readFileSync(options.world, 'utf8')))
const port = Number(options.port) || await freePort() // a PuppetServer does not tell which port it was given
const server = new PuppetServer({ endpoint: `127.0.0.1:${port}`, puppet, token: options.token, tls: tls(options) })
await server.start()
console.log(JSON.stringify({ port, control: await control(puppet, 0) }))
