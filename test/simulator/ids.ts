import { createHash } from 'node:crypto';

/** Ids that look like AWS's and are the same in every run. */
export class Ids {
  private operations = 0;
  private services = 0;

  /** A UUID, 36 characters. */
  operationId(): string {
    this.operations += 1;
    return `00000000-0000-4000-8000-${this.operations.toString(16).padStart(12, '0')}`;
  }

  /** 32 hexadecimal digits; a service created again under the same name gets another one. */
  serviceId(region: string, name: string): string {
    this.services += 1;
    return createHash('md5').update(`${region}/${name}/${this.services}`).digest('hex');
  }
}
