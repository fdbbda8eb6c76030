/** IAM rows. No policy is evaluated: the sandbox is no authority on permissions. */
import type { Row } from "./row";

export const ROLE = "aws:iam/role:Role";

export const iam: Row[] = [
  {
    type: ROLE,
    source: "AWS::IAM::Role",
    unique: { properties: ["name"], taken: ["EntityAlreadyExists", "Role with name {name} already exists."] },
    computed: {
      uniqueId: "AROA{HEX16}",
      createDate: "2026-01-01T00:00:00Z",
    },
    inUse: ["DeleteConflict", "Cannot delete entity, must delete policies first."],
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    source: "AWS::IAM::RolePolicy",
    refs: [
      {
        property: "role",
        to: [ROLE],
        missing: ["NoSuchEntity", "The role with name {value} cannot be found."],
        use: "blocks",
      },
    ],
    upsert: true,
  },
];
