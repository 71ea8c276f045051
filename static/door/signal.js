/** Let a verdict be heard and felt: rising is welcome, twice the same is look, low is stop. */

const TUNES = {
  yes: { tones: [660, 990], vibration: [80] },
  wait: { tones: [440, 440], vibration: [80, 80, 80] },
  no: { tones: [180, 140], vibration: [400] },
};
const TONE_SECONDS = 0.16;

let audio = null;

/** Browsers give sound only to pages that were touched: call this at the first touch. */
export function unlockSound() {
  audio ??= new AudioContext();
  wakeSound();
}

/** Telephones put sound to rest while they are locked or called: call this when somebody looks. */
export function wakeSound() {
  if (audio && audio.state !== "running") {
    audio.resume().catch(() => {});
  }
}

export function signal(tone) {
  const { tones, vibration } = TUNES[tone];
  navigator.vibrate?.(vibration);
  unlockSound();
  tones.forEach((frequency, place) => play(frequency, audio.currentTime + place * TONE_SECONDS));
}

function play(frequency, at) {
  const oscillator = new OscillatorNode(audio, { frequency });
  const volume = new GainNode(audio, { gain: 0.4 });
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_SECONDS * 0.8);
}
