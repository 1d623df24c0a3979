/** Opens the files that people choose, upright; where the browser cannot read HEIC, with a library. */

const MOST_PIXELS = 64_000_000;
const HEIC_BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]);

/** The one function that is used of the library, which comes without words for TypeScript that fit a worker. */
interface HeicImage {
  get_width(): number;
  get_height(): number;
  display(target: ImageData, done: (filled: ImageData | null) => void): void;
}
interface HeicLibrary {
  HeifDecoder: new () => { decode(data: Uint8Array): HeicImage[] };
}

/** The picture in a file. Throws where it is none, or one too large to be worked on. */
export async function open(file: Blob, heicAddress: string): Promise<ImageBitmap> {
  const bitmap = (await isHeic(file)) ? await openHeic(file, heicAddress) : await createImageBitmap(file);
  if (bitmap.width * bitmap.height > MOST_PIXELS) {
    bitmap.close();
    throw new RangeError("too many pixels");
  }
  return bitmap;
}

async function isHeic(file: Blob): Promise<boolean> {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(4, 12).arrayBuffer()));
  return head.startsWith("ftyp") && HEIC_BRANDS.has(head.slice(4));
}

async function openHeic(file: Blob, address: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    const { default: begin } = (await import(address)) as { default: () => HeicLibrary | Promise<HeicLibrary> };
    const library = await begin();
    const image = new library.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()))[0];
    if (!image) throw new TypeError("no picture in it");
    if (image.get_width() * image.get_height() > MOST_PIXELS) throw new RangeError("too many pixels");
    const pixels = new ImageData(image.get_width(), image.get_height());
    return new Promise((resolve, reject) => {
      image.display(pixels, (filled) => (filled ? resolve(createImageBitmap(filled)) : reject(new TypeError("broken"))));
    });
  }
}
