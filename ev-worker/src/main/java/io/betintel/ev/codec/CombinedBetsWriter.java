package io.betintel.ev.codec;

import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import java.util.List;

/** Arbitrages, middles and their legs as Avro's bytes, in the order of the schema's fields. */
final class CombinedBetsWriter {
  private final AvroOutput out;
  private final ContentMarks content;

  CombinedBetsWriter(AvroOutput out, ContentMarks content) {
    this.out = out;
    this.content = content;
  }

  /**
   * @param arbitrage null if there is none
   */
  void writeOptional(Arbitrage arbitrage) {
    if (arbitrage == null) {
      out.writeNull();
      return;
    }
    out.writeNotNull();
    out.writeDouble(arbitrage.profit());
    out.writeBoolean(arbitrage.suspect());
    content.writeValidity(arbitrage.validUntil());
    writeLegs(arbitrage.legs());
    out.writeOptional(arbitrage.maxStake());
    out.writeOptional(arbitrage.other() == null ? null : arbitrage.other().text());
  }

  void write(List<Middle> middles) {
    out.beginArray(middles.size());
    for (Middle middle : middles) {
      write(middle);
    }
    out.endArray();
  }

  private void write(Middle middle) {
    out.writeText(middle.other().text());
    out.writeDouble(middle.above());
    out.writeDouble(middle.below());
    out.writeDouble(middle.cost());
    out.writeDouble(middle.profitIfHit());
    out.writeOptional(middle.hitProbability());
    out.writeBoolean(middle.suspect());
    content.writeValidity(middle.validUntil());
    writeLegs(middle.legs());
    out.writeOptional(middle.maxStake());
  }

  private void writeLegs(List<Leg> legs) {
    out.beginArray(legs.size());
    for (Leg leg : legs) {
      out.writeText(leg.outcome());
      out.writeOptional(leg.point());
      out.writeText(leg.bookmaker().key());
      out.writeDouble(leg.price());
      out.writeDouble(leg.netPrice());
      out.writeDouble(leg.stake());
      out.writeOptional(leg.betLimit());
      out.writeOptional(leg.leftOver());
    }
    out.endArray();
  }
}
