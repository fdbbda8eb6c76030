/** The certificate of a public host name, validated by DNS, so that it renews itself. */
import { Certificate, CertificateValidation } from "@pulumi/aws/acm";
import { Record } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import type { LoadBalancerSettings } from "./settings";

/** ARN of the certificate, known once it is issued. */
export function issueCertificate(self: Self, settings: LoadBalancerSettings): pulumi.Output<string> {
  const asked = self.child("certificate");
  const certificate = new Certificate(
    asked.name,
    { domainName: settings.hostname, validationMethod: "DNS", tags: asked.tags },
    asked.opts,
  );
  // One name, so one record; a list of names would need one record each.
  const option = certificate.domainValidationOptions[0]!;
  const proof = self.child("certificate-record");
  const record = new Record(
    proof.name,
    {
      zoneId: settings.zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 300,
    },
    proof.opts,
  );
  const validated = self.child("certificate-validation");
  return new CertificateValidation(
    validated.name,
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
    validated.opts,
  ).certificateArn;
}
