// A mail relay that keeps what it is given: as much of SMTP (RFC 5321) as a client needs to send.
// `refuse` answers RCPT with a code for that many mails.
import { createServer } from 'node:net';

// A mail's headers (unfolded, words decoded) and its text.
export function readMail(source) {
  const [head, body] = source.split('\r\n\r\n');
  const headers = Object.fromEntries(head.replace(/\r\n[ \t]/g, ' ').split('\r\n').map((line) => {
    const at = line.indexOf(': ');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)];
  }));
  const word = /=\?UTF-8\?B\?([^?]*)\?=( (?==\?))?/g;
  const bytes = (text) => text.replace(word, (_, base64) => Buffer.from(base64, 'base64').toString('binary'));
  const decoded = (text) => (text.match(word) ? Buffer.from(bytes(text), 'binary').toString('utf8') : text);
  return { headers: { ...headers, subject: decoded(headers.subject) }, text: Buffer.from(body, 'base64').toString('utf8') };
}

export class SmtpSink {
  mails = []; // {from, to, headers, text}
  refusals = []; // codes for the next recipients
  tried = 0;

  static async open() {
    const sink = new SmtpSink();
    sink.server = createServer((socket) => sink.serve(socket));
    await new Promise((resolve) => { sink.server.listen(0, '127.0.0.1', resolve); });
    sink.port = sink.server.address().port;
    return sink;
  }

  get url() { return `smtp://127.0.0.1:${this.port}`; }
  close() { return new Promise((resolve) => { this.server.close(resolve); }); }

  serve(socket) {
    const say = (line) => socket.write(`${line}\r\n`);
    let waiting = '';
    let data = null;
    let mail = {};
    socket.on('error', () => {});
    say('220 sink');
    const command = (line) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') { say('250 sink'); return; }
      if (verb === 'MAIL') { mail = { from: line.match(/<(.*)>/)[1] }; say('250 ok'); return; }
      if (verb === 'RCPT') {
        this.tried += 1;
        const code = this.refusals.shift();
        if (code) { say(`${code} no`); return; }
        mail.to = line.match(/<(.*)>/)[1];
        say('250 ok');
        return;
      }
      if (verb === 'DATA') { data = ''; say('354 go on'); return; }
      if (verb === 'QUIT') { say('221 bye'); socket.end(); return; }
      say(verb === 'RSET' || verb === 'NOOP' ? '250 ok' : '502 what?');
    };
    socket.on('data', (chunk) => {
      waiting += chunk.toString('latin1');
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        if (data === null) command(line);
        else if (line === '.') {
          this.mails.push({ ...mail, source: data, ...readMail(data) });
          data = null;
          say('250 kept');
        } else data += `${line.startsWith('..') ? line.slice(1) : line}\r\n`;
      }
    });
  }
}
