/** A service's task definition: each option. */
import assert from "node:assert/strict";
import { only } from "../registered";
import { containerOf, make, SERVICE_ARGS, taskOf } from "./service";

describe("A Fargate service's task", () => {
  it("is ARM64 on Linux unless told otherwise", async () => {
    assert.deepEqual(taskOf(await make()).inputs.runtimePlatform, {
      cpuArchitecture: "ARM64",
      operatingSystemFamily: "LINUX",
    });
    const x86 = taskOf(await make({ architecture: "X86_64" }));
    assert.equal(x86.inputs.runtimePlatform.cpuArchitecture, "X86_64");
  });

  it("has the size asked for", async () => {
    const { inputs } = taskOf(await make({ cpuUnits: 2048, memoryMiB: 5120 }));
    assert.deepEqual([inputs.cpu, inputs.memory], ["2048", "5120"]);
    assert.deepEqual([inputs.requiresCompatibilities, inputs.networkMode], [["FARGATE"], "awsvpc"]);
  });

  it("runs the image by its digest and listens on the port given", async () => {
    const container = containerOf(await make({ port: 9000 }));
    assert.equal(container.image, SERVICE_ARGS.image);
    assert.deepEqual(container.portMappings, [
      { name: "http", containerPort: 9000, hostPort: 9000, protocol: "tcp", appProtocol: "http" },
    ]);
  });

  it("gets its variables in the order of their names", async () => {
    const container = containerOf(await make({ environment: { B: "2", A: "1" } }));
    assert.deepEqual(container.environment, [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ]);
  });

  it("gets its secrets by reference to one version", async () => {
    const secret = { variable: "KEY", reference: "arn:key:::version-1", secretArn: "arn:key" };
    assert.deepEqual(containerOf(await make({ secrets: [secret] })).secrets, [
      { name: "KEY", valueFrom: "arn:key:::version-1" },
    ]);
  });

  it("is asked for its health inside only where a command is given, for at most ECS's 300 seconds", async () => {
    assert.equal(containerOf(await make()).healthCheck, undefined);
    const { healthCheck } = containerOf(await make({ healthCommand: ["true"], healthGraceSeconds: 900 }));
    assert.deepEqual([healthCheck.command, healthCheck.startPeriod], [["CMD", "true"], 300]);
  });

  it("may write everywhere unless it is locked down: then to /tmp alone, and without Linux capabilities", async () => {
    const open = await make();
    const container = containerOf(open);
    assert.deepEqual(
      [taskOf(open).inputs.volumes, container.readonlyRootFilesystem, container.linuxParameters],
      [undefined, undefined, undefined],
    );
    const locked = await make({ lockedDown: true });
    const { readonlyRootFilesystem, mountPoints, linuxParameters } = containerOf(locked);
    assert.equal(readonlyRootFilesystem, true);
    assert.deepEqual(mountPoints, [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }]);
    // Without a host or a file system of its own, Fargate makes an empty one for each task.
    assert.deepEqual(taskOf(locked).inputs.volumes, [{ name: "tmp" }]);
    assert.deepEqual(linuxParameters, { capabilities: { drop: ["ALL"] } });
  });

  it("keeps its logs for the days asked for", async () => {
    const found = await make({ logRetentionDays: 7 });
    assert.equal(only(found, "aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays, 7);
    assert.deepEqual(containerOf(found).logConfiguration, {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "api-logs-0000000",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "app",
      },
    });
  });

  it("carries the stack's name in its family, which cannot be named automatically", async () => {
    assert.equal(taskOf(await make()).inputs.family, "bc1-api-task");
  });
});
