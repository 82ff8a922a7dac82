import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const source = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int later(const char *name, int file) {
  struct timespec millisecond = {0, 1000000};
  nanosleep(&millisecond, 0);
  return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return later("fsync", file); }
int fdatasync(int file) { return later("fdatasync", file); }
`;

/**
 * The environment in which each wait of a program for the disk takes a millisecond longer, as in many a laptop and
 * on the disks of clouds; `undefined` where there is no C compiler.
 *
 * @param folder where the library is put that does that
 */
export async function slowDisk(folder: string): Promise<Record<string, string> | undefined> {
  const program = join(folder, "slow-disk.c");
  const library = join(folder, "slow-disk.so");
  await writeFile(program, source);
  const compile = promisify(execFile)("cc", ["-shared", "-fPIC", "-o", library, program]);
  return compile.then(
    () => ({ LD_PRELOAD: library }),
    () => undefined,
  );
}
