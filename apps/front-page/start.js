// Plain JavaScript, so that a Node that is too old gets as far as saying so.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 24 || (major === 24 && minor < 18)) {
  process.stderr.write(
    `Case Comments needs Node 24.18 or newer to build, and this is ${process.version}.\n` +
      "On Linux, npm ci brings it along; elsewhere, install it and run npm start again.\n",
  );
  process.exitCode = 1;
} else {
  const { start } = await import("./src/start.ts");
  process.exitCode = await start();
}
