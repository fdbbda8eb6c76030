/** ACM rows: a certificate is issued when the DNS records that prove its names exist in the account. */
import type { Properties } from "../../../../pulumi/values";
import { ofType, type World, WorldError, type WorldResource } from "../../../world/world";
import { RECORD } from "./route53";
import type { Row } from "./row";

export const CERTIFICATE = "aws:acm/certificate:Certificate";

interface Proof {
  domainName: string;
  resourceRecordName: string;
  resourceRecordType: string;
  resourceRecordValue: string;
}

const bare = (name: unknown) => String(name).replace(/\.$/, "").toLowerCase();

/** Whether every validation record of the certificate exists. */
export function certificateIssued(world: World, certificate: WorldResource): boolean {
  const names = ofType(world, RECORD).map((record) => bare(record.inputs.name));
  const proofs = certificate.outputs.domainValidationOptions as Proof[];
  return (
    certificate.inputs.validationMethod !== "DNS" ||
    proofs.every((one) => names.includes(bare(one.resourceRecordName)))
  );
}

/** The record that proves one name. ACM asks the same record of a wildcard and of its base name. */
function proof(domainName: string, seed: string): Proof {
  const base = domainName.replace(/^\*\./, "");
  return {
    domainName,
    resourceRecordName: `_${seed.slice(0, 32)}.${base}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${seed.slice(32, 64)}.acm-validations.aws.`,
  };
}

function namesOf({ domainName, subjectAlternativeNames }: Properties): string[] {
  return [...new Set([String(domainName), ...((subjectAlternativeNames as string[] | undefined) ?? [])])];
}

export const acm: Row[] = [
  {
    type: CERTIFICATE,
    source: "AWS::CertificateManager::Certificate",
    computed: { status: "PENDING_VALIDATION", type: "AMAZON_ISSUED", pendingRenewal: false },
    derive: {
      domainValidationOptions: ({ inputs, seed }) => namesOf(inputs).map((name) => proof(name, seed)),
    },
    inUse: ["ResourceInUseException", "Certificate {id} is in use."],
  },
  {
    type: "aws:acm/certificateValidation:CertificateValidation",
    source: 'AWS Certificate Manager user guide, "DNS validation"',
    refs: [
      {
        property: "certificateArn",
        to: [CERTIFICATE],
        missing: ["ResourceNotFoundException", "Could not find certificate {value}."],
        use: "ends",
      },
    ],
    vetWrite: ({ world, inputs }) => {
      const certificate = ofType(world, CERTIFICATE).find((one) => one.id === inputs.certificateArn);
      if (certificate && certificateIssued(world, certificate)) return;
      throw new WorldError(
        "PendingValidation",
        `ACM Certificate (${inputs.certificateArn}) stays PENDING_VALIDATION: its validation records do not exist`,
      );
    },
    upsert: true,
  },
];
