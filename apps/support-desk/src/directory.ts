/**
 * Who works at this desk, whom a comment can tag, and which cases there are. CareValidate lists none of
 * them, so yours come from your own records: replace this file.
 */
import type { Directory } from "./wire.ts";

/** Made up, and known to the sandbox. */
export const directory: Directory = {
  staff: [
    { email: "rosa.delgado@clinic.example", firstName: "Rosa", lastName: "Delgado" },
    { email: "tom.lindqvist@clinic.example", firstName: "Tom", lastName: "Lindqvist" },
  ],
  assignees: [
    { email: "jonas.weber@clinic.example", firstName: "Jonas", lastName: "Weber" },
    { email: "amara.okafor@clinic.example", firstName: "Amara", lastName: "Okafor" },
  ],
  cases: [
    { id: "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11", label: "A case of this clinic" },
    { id: "00000000-0000-4000-8000-000000000403", label: "A case of another clinic, which refuses comments" },
  ],
};
