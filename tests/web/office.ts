// An office for a journey: a data folder made by the real commands, with people and systems, and
// the real server before it. Everything of it is gone afterwards.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const password = 'tre röda båtar i hamnen';

const clockThatJumps = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

export class Office {
  readonly folder: string;
  private readonly program: string;
  private server: ChildProcess | undefined;
  private said = '';
  address = '';
  /// From then on the program's clock is so far ahead: "+32d".
  ahead = '';

  constructor(program: string) {
    this.program = program;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'office-'));
    fs.writeFileSync(this.file('password'), `${password}\n`, { mode: 0o600 });
    this.run(
      ...['init', '--organisation', 'Exempelförbundet', '--law', 'se', '--account', 'siri'],
      ...['--password-file', this.file('password')],
    );
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  private environment(): NodeJS.ProcessEnv {
    const plain = { ...process.env, OMBUD_DATA: this.file('data'), LANG: 'C.UTF-8' };
    if (!this.ahead) return plain;
    const clock = { FAKETIME: this.ahead, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
    return { ...plain, ...clock, LD_PRELOAD: clockThatJumps };
  }

  /// What the command writes to standard output.
  run(...words: string[]): string {
    return execFileSync(this.program, words, {
      cwd: this.folder,
      env: this.environment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  add(name: string, role: string): void {
    this.run('account', 'add', name, '--role', role, '--new-password-file', this.file('password'));
  }

  /// A folder of CSV files as a system: the way in that needs no database.
  addSystem(name: string): void {
    fs.mkdirSync(this.file(name));
    fs.writeFileSync(path.join(this.file(name), 'member.csv'), 'id,name\n1,Tova Lindqvist\n');
    this.run('system', 'add', name, '--url', `csv:${this.file(name)}`);
  }

  async open(listen = '127.0.0.1:0'): Promise<void> {
    const server = spawn(this.program, ['serve', '--listen', listen], {
      cwd: this.folder,
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.server = server;
    this.said = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (piece: Buffer) => {
        this.said += piece;
        const found = /"listening".*?"address":"([^"]+)"/.exec(this.said);
        if (!found) return;
        this.address = found[1] as string;
        resolve();
      };
      server.stderr?.on('data', hear);
      server.stdout?.on('data', hear);
      server.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${this.said}`)));
    });
  }

  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server || server.exitCode !== null) return;
    server.removeAllListeners('exit');
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }

  async leave(): Promise<void> {
    await this.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
