/** The few that cost most of many whose price changes: a heap in which what has changed since is passed over. */
interface Offer {
  urn: string;
  usd: number;
}

export class Dearest {
  private readonly heap: Offer[] = [];

  constructor(private readonly usdOf: (urn: string) => number) {}

  /** To be called whenever a price is new. */
  offer(urn: string): void {
    this.put({ urn, usd: this.usdOf(urn) });
  }

  /** Dearest first; what costs nothing is none of them. */
  first(count: number): Offer[] {
    const found = new Map<string, Offer>();
    while (found.size < count && this.heap.length > 0) {
      const offer = this.take();
      if (offer.usd > 0 && offer.usd === this.usdOf(offer.urn)) found.set(offer.urn, offer);
    }
    for (const offer of found.values()) this.put(offer);
    return [...found.values()];
  }

  private put(offer: Offer): void {
    const { heap } = this;
    let at = heap.push(offer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(offer, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = offer;
  }

  private take(): Offer {
    const { heap } = this;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1;
      if (below >= heap.length || !isBefore(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return top;
  }
}

/** Of two at the same price the one whose URN comes first, as in the whole plan. */
function isBefore(a: Offer, b: Offer): boolean {
  return a.usd > b.usd || (a.usd === b.usd && a.urn < b.urn);
}
