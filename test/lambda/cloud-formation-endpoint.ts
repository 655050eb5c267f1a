import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** One resource of the stack, as CloudFormation records it. */
export interface StackRecord {
  readonly status: string;
  readonly physicalId: string;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** @default - no metadata */
  readonly metadata?: object;
}

/** What CloudFormation answers instead of what was asked for. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export const THROTTLED: Refusal = { status: 400, code: 'Throttling', message: 'Rate exceeded' };

export function accessDenied(action: string): Refusal {
  return { status: 403, code: 'AccessDenied', message: `User: arn:aws:sts::123456789012:assumed-role/simulated/session is not authorized to perform: ${action}` };
}

/** The calls of CloudFormation that the functions make, in its query protocol (form in, XML out), for one stack and its root. */
export class CloudFormationEndpoint {
  stackStatus = 'CREATE_IN_PROGRESS';
  /** What DescribeStacks says about rollback: one of the two places where it can. */
  rollbackDisabledIn: 'nowhere' | 'the stack' | 'the deployment' = 'nowhere';
  /** The root of a nested stack, with its id and status. */
  root?: { readonly id: string; status: string };
  /** When the creation or last update of the stack began. */
  deployedAt = Date.UTC(2026, 0, 1);
  readonly records = new Map<string, StackRecord>();
  /** Newest first; what has no logical id is of the stack itself. */
  events: readonly { readonly logicalId?: string; readonly status: string; readonly at?: number }[] = [];
  /** How many events DescribeStackEvents gives at a time. */
  eventsPerPage = 100;
  /** The actions asked for so far. */
  readonly calls: string[] = [];
  private readonly refusals: { readonly action: string; readonly refusal: Refusal; times: number; after: number }[] = [];
  private server?: Server;
  /** Hears of every call before it is answered. */
  onCall: (action: string) => void = () => undefined;

  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      void this.serve(request).then(({ status, xml }) => {
        response.writeHead(status, { 'content-type': 'text/xml' });
        response.end(xml);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }

  /**
   * The next calls of that action are refused.
   *
   * @param after how many it lets pass first
   */
  refuse(action: string, refusal: Refusal, times: number = 1, after: number = 0): void {
    this.refusals.push({ action, refusal, times, after });
  }

  private async serve(request: IncomingMessage): Promise<{ status: number; xml: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const action = form.get('Action') ?? '';
    this.calls.push(action);
    this.onCall(action);
    const answer = this.refusalOf(action) ?? this.answerTo(action, form);
    if (typeof answer !== 'string') return { status: answer.status, xml: errorXml(answer) };
    return { status: 200, xml: `<${action}Response><${action}Result>${answer}</${action}Result></${action}Response>` };
  }

  private refusalOf(action: string): Refusal | undefined {
    const rule = this.refusals.find((candidate) => candidate.action === action && candidate.times > 0);
    if (!rule) return undefined;
    if (rule.after > 0) {
      rule.after -= 1;
      return undefined;
    }
    rule.times -= 1;
    return rule.refusal;
  }

  private answerTo(action: string, form: URLSearchParams): string | Refusal {
    const stack = form.get('StackName') ?? '';
    switch (action) {
      case 'DescribeStacks':
        return `<Stacks><member>${xmlOf({
          StackId: stack,
          StackStatus: stack === this.root?.id ? this.root.status : this.stackStatus,
          CreationTime: new Date(this.deployedAt).toISOString(),
          DisableRollback: String(this.rollbackDisabledIn === 'the stack'),
          ...(this.root && { RootId: this.root.id }),
        })}`
          + `<DeploymentConfig>${xmlOf({ Mode: 'STANDARD', DisableRollback: String(this.rollbackDisabledIn === 'the deployment') })}</DeploymentConfig></member></Stacks>`;
      case 'DescribeStackResource': {
        const logicalId = form.get('LogicalResourceId') ?? '';
        const record = this.records.get(logicalId);
        if (!record) return { status: 400, code: 'ValidationError', message: `Resource ${logicalId} does not exist for stack ${stack}` };
        return `<StackResourceDetail>${xmlOf({
          StackId: stack,
          LogicalResourceId: logicalId,
          PhysicalResourceId: record.physicalId,
          ResourceStatus: record.status,
          LastUpdatedTimestamp: new Date(record.changedAt).toISOString(),
          ...(record.metadata && { Metadata: JSON.stringify(record.metadata) }),
        })}</StackResourceDetail>`;
      }
      case 'DescribeStackEvents': {
        const start = Number(form.get('NextToken') ?? 0);
        const end = start + this.eventsPerPage;
        const members = this.events.slice(start, end).map(({ logicalId = 'app', status, at }) => `<member>${xmlOf({
          StackId: stack,
          LogicalResourceId: logicalId,
          PhysicalResourceId: logicalId === 'app' ? stack : logicalId,
          ResourceStatus: status,
          ...(at !== undefined && { Timestamp: new Date(at).toISOString() }),
        })}</member>`);
        return `<StackEvents>${members.join('')}</StackEvents>${end < this.events.length ? xmlOf({ NextToken: String(end) }) : ''}`;
      }
      default:
        return { status: 400, code: 'InvalidAction', message: `Could not find operation ${action}` };
    }
  }
}

function errorXml({ code, message }: Refusal): string {
  return `<ErrorResponse><Error>${xmlOf({ Type: 'Sender', Code: code, Message: message })}</Error></ErrorResponse>`;
}

function xmlOf(members: Readonly<Record<string, string>>): string {
  return Object.entries(members).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`).join('');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
