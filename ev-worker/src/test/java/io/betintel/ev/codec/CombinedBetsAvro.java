package io.betintel.ev.codec;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;

/** Arbitrages, middles and their legs from the generated classes. */
final class CombinedBetsAvro {
  private CombinedBetsAvro() {}

  static Arbitrage fromAvro(io.betintel.ev.avro.Arbitrage arbitrage) {
    return new Arbitrage(
        arbitrage.getProfit(),
        arbitrage.getSuspect(),
        arbitrage.getValidUntil(),
        arbitrage.getLegs().stream().map(CombinedBetsAvro::leg).toList(),
        arbitrage.getMaxStake(),
        arbitrage.getOtherLineId() == null ? null : new LineId(arbitrage.getOtherLineId()));
  }

  static Middle fromAvro(io.betintel.ev.avro.Middle middle) {
    return new Middle(
        new LineId(middle.getOtherLineId()),
        middle.getAbove(),
        middle.getBelow(),
        middle.getCost(),
        middle.getProfitIfHit(),
        middle.getHitProbability(),
        middle.getSuspect(),
        middle.getValidUntil(),
        middle.getLegs().stream().map(CombinedBetsAvro::leg).toList(),
        middle.getMaxStake());
  }

  private static Leg leg(io.betintel.ev.avro.Leg leg) {
    return new Leg(
        leg.getOutcome(),
        leg.getPoint(),
        new Bookmaker(leg.getBookmaker()),
        leg.getPrice(),
        leg.getNetPrice(),
        leg.getStake(),
        leg.getBetLimit(),
        leg.getLeftOver());
  }
}
