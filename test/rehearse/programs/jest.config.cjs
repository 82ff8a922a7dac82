module.exports = { testMatch: ["**/*.jest.cjs"], moduleFileExtensions: ["cjs", "mjs", "js"], transform: {} };
