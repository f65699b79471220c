// What two independent readers make of a file: `node read.js FILE...` prints one JSON object a file, a line each.
import { open, readFile } from 'node:fs/promises';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { createFile } from 'mp4box';

/** Walks all packets of all tracks. */
async function mediabunny(path) {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const tracks = [];
    for (const track of await input.getTracks()) {
      let packets = 0;
      let bytes = 0;
      for await (const packet of new EncodedPacketSink(track).packets()) {
        packets += 1;
        bytes += packet.byteLength;
      }
      tracks.push({
        type: track.type,
        codec: track.codec,
        packets,
        bytes,
        durationS: await track.computeDuration(),
      });
    }
    return { format: (await input.getFormat()).name, tracks };
  } finally {
    input.dispose();
  }
}

/** Parses the boxes; counts samples, also those of fragments. */
async function mp4box(path) {
  const errors = [];
  const file = createFile();
  file.onError = (module, message) => errors.push(`${module}: ${message}`);
  const buffer = new Uint8Array(await readFile(path)).buffer;
  buffer.fileStart = 0;
  file.appendBuffer(buffer, true);
  file.flush();
  const info = file.getInfo();
  return {
    errors,
    brands: info.brands,
    fragmented: info.isFragmented,
    tracks: info.tracks.map((track) => ({
      type: track.type,
      codec: track.codec,
      packets: track.nb_samples,
      durationS: (track.samples_duration ?? track.duration) / track.timescale,
    })),
  };
}

async function isMp4(path) {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.toString('latin1', 4, 8) === 'ftyp';
  } finally {
    await file.close();
  }
}

for (const path of process.argv.slice(2)) {
  const seen = { mediabunny: await mediabunny(path) };
  if (await isMp4(path)) {
    seen.mp4box = await mp4box(path);
  }
  console.log(JSON.stringify(seen));
}
