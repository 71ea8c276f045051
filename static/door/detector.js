/**
 * Find a QR code in a picture. A detector is `async (source) => text or null`; a source is a
 * video, or a photo as an ImageBitmap.
 */

const LONGEST_SIDE = 1280;

/**
 * Take the browser's own detector, or else the one we bring along (never from another site). Either
 * has looked at an empty picture before, since the first look takes longest.
 */
export async function createDetector({ zxingUrl, wasmUrl }) {
  return (await nativeDetector()) ?? (await zxingDetector(zxingUrl, wasmUrl));
}

async function nativeDetector() {
  if (!("BarcodeDetector" in window)) {
    return null;
  }
  const formats = await BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) {
    return null;
  }
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const works = await detector.detect(document.createElement("canvas")).catch(() => null);
  return works && (async (source) => (await detector.detect(source))[0]?.rawValue ?? null);
}

async function zxingDetector(zxingUrl, wasmUrl) {
  const { prepareZXingModule, readBarcodes } = await import(zxingUrl);
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const options = { formats: ["QRCode"], maxNumberOfSymbols: 1 };
  await readBarcodes(brush.getImageData(0, 0, canvas.width, canvas.height), options);
  return async (source) => {
    const found = await readBarcodes(pixels(source, canvas, brush), options);
    return found[0]?.text ?? null;
  };
}

function pixels(source, canvas, brush) {
  const width = source.videoWidth ?? source.width;
  const height = source.videoHeight ?? source.height;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  brush.drawImage(source, 0, 0, canvas.width, canvas.height);
  return brush.getImageData(0, 0, canvas.width, canvas.height);
}
