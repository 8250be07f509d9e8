// Talks to the kernel: one question at a time, and while playing a new one after each drawing.
class Player {
  constructor(model, draw, report) {
    Object.assign(this, { model, draw, report, id: freshId("view"), playing: false });
    this.waiting = false;
    this.wanted = { epochs: 0, changes: {} }; // what to ask for once the answer is here
    this.speed = 1;
    this.drawn = []; // times of the last drawings, for the rate
    this.listen = (message, buffers) => this.receive(message, buffers);
    model.on("msg:custom", this.listen);
  }

  close() {
    this.playing = false;
    clearTimeout(this.alarm);
    this.model.off("msg:custom", this.listen);
  }

  get rate() {
    const span = this.drawn[this.drawn.length - 1] - this.drawn[0];
    return this.drawn.length > 1 ? (1000 * (this.drawn.length - 1)) / span : 0;
  }

  play(playing) {
    this.playing = playing;
    this.drawn = [];
    if (playing && !this.waiting) this.ask(this.speed);
    this.report({});
  }

  step() {
    if (this.playing) this.play(false);
    this.ask(this.speed);
  }

  // A change starts again, so steps that still wait are void.
  change(changes) {
    this.wanted.epochs = 0;
    this.ask(0, changes);
  }

  ask(epochs = 0, changes = {}) {
    this.wanted.epochs += epochs;
    Object.assign(this.wanted.changes, changes);
    if (!this.waiting) this.send();
  }

  send() {
    const question = this.wanted;
    this.wanted = { epochs: 0, changes: {} };
    this.waiting = true;
    this.alarm = setTimeout(
      () => this.report({ note: "Waiting for the kernel. Does it run?" }),
      2000,
    );
    this.model.send({ ...question, view: this.id });
  }

  receive(message, buffers) {
    if (message.view === this.id) {
      clearTimeout(this.alarm);
      this.waiting = false;
      this.report({ note: message.type === "error" ? message.message : "" });
    }
    if (message.type === "frame") this.newest = [message, buffers];
    if (!this.scheduled) this.scheduled = requestAnimationFrame(() => this.tick());
  }

  // Asks before it draws, so that the kernel trains while the browser paints.
  tick() {
    this.scheduled = null;
    if (!this.waiting) {
      if (this.playing && !this.wanted.epochs) this.wanted.epochs = this.speed;
      if (this.wanted.epochs || Object.keys(this.wanted.changes).length) this.send();
    }
    if (!this.newest) return;
    const [message, buffers] = this.newest;
    this.newest = null;
    this.speed = message.state.speed;
    this.drawn = [...this.drawn.slice(-20), performance.now()];
    this.draw(readFrame(message, buffers));
  }
}

// Buffers arrive as views at any offset; a typed array wants its own aligned copy.
function readFrame(message, buffers) {
  const read = (Type, { buffer, byteOffset, byteLength }) =>
    new Type(buffer.slice(byteOffset, byteOffset + byteLength));
  const [maps, points, labels, losses, testLosses] = buffers;
  const area = message.grid ** 2;
  const bytes = read(Int8Array, maps);
  let next = 0;
  const take = (count) =>
    Array.from({ length: count }, () => bytes.subarray(next * area, ++next * area));
  const sizes = [message.features.length, ...message.state.hidden, 1];
  return {
    ...message,
    maps: sizes.map(take),
    points: read(Float32Array, points),
    labels: read(Uint8Array, labels),
    losses: read(Float32Array, losses),
    testLosses: read(Float32Array, testLosses),
  };
}
