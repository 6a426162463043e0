const blockSize = 512;

/** A tar archive (ustar) of files that belong to root and that everybody may read. */
export function tarOf(files: { path: string; content: string }[]): Buffer {
    const entries = files.flatMap(({ path, content }) => {
        const body = Buffer.from(content);
        return [header(path, body.length), body, Buffer.alloc(-body.length & (blockSize - 1))];
    });
    return Buffer.concat([...entries, Buffer.alloc(2 * blockSize)]);
}

function header(path: string, size: number): Buffer {
    const [prefix, name] = split(path.replace(/^\/+/, ""));
    const block = Buffer.alloc(blockSize);
    const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
    block.write(name, 0);
    block.write(octal(0o644, 7), 100);
    block.write(octal(0, 7), 108);
    block.write(octal(0, 7), 116);
    block.write(octal(size, 11), 124);
    block.write(octal(Math.floor(Date.now() / 1000), 11), 136);
    block.write("0", 156);
    block.write("ustar\u000000", 257);
    block.write(prefix, 345);
    // The checksum is taken with spaces in its own place.
    block.write(" ".repeat(8), 148);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${octal(sum, 6)}\u0000 `, 148);
    return block;
}

/** A path goes into two fields of the header, parted at a slash. */
function split(path: string): [prefix: string, name: string] {
    const fits = (text: string, length: number) => Buffer.byteLength(text) <= length;
    if (fits(path, 100)) return ["", path];
    for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
        const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
        if (fits(prefix, 155) && fits(name, 100)) return [prefix, name];
    }
    throw new Error(`the path "${path}" is too long to be uploaded into a container; shorten it`);
}
