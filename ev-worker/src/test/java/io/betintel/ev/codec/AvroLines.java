package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.PricedLine.Status;
import java.time.Duration;
import java.time.Instant;

/** Priced lines as the generated classes, for Avro's own writer. */
final class AvroLines {
  private AvroLines() {}

  static io.betintel.ev.avro.PricedLine toAvro(PricedLine line) {
    SportingEvent event = line.event();
    return io.betintel.ev.avro.PricedLine.newBuilder()
        .setLineId(line.id().text())
        .setEventId(event.id())
        .setSportKey(event.sportKey())
        .setCommenceTime(event.commenceTime())
        .setHomeTeam(event.homeTeam())
        .setAwayTeam(event.awayTeam())
        .setBetType(line.betType().symbol())
        .setDescription(line.description())
        .setPoint(line.point())
        .setStatus(status(line.status()))
        .setNotPriced(LabelText.of(line.notPriced()))
        .setMarketTime(line.marketTime())
        .setValidUntil(line.validUntil())
        .setShape(line.shape().label())
        .setSettlement(LabelText.of(line.settlement()))
        .setMethod(line.method().label())
        .setConsensus(line.consensus().label())
        .setSettingsVersion(line.settingsVersion())
        .setReferences(line.references().stream().map(AvroLines::reference).toList())
        .setOutcomes(
            line.outcomes().stream().map(outcome -> outcome(outcome, line.marketTime())).toList())
        .setArbitrage(line.arbitrage() == null ? null : arbitrage(line.arbitrage()))
        .setMiddles(line.middles().stream().map(AvroLines::middle).toList())
        .setSource(line.nearness() == null ? null : line.nearness().source().label())
        .setDistance(line.nearness() == null ? null : line.nearness().distance())
        .setStandardError(line.nearness() == null ? null : line.nearness().standardError())
        .build();
  }

  private static LineStatus status(Status status) {
    return switch (status) {
      case OPEN -> LineStatus.open;
      case WITHDRAWN -> LineStatus.withdrawn;
      case UNKNOWN -> LineStatus.unknown;
    };
  }

  private static io.betintel.ev.avro.Reference reference(Reference reference) {
    return io.betintel.ev.avro.Reference.newBuilder()
        .setBookmaker(reference.bookmaker().key())
        .setWeight(reference.weight())
        .setOverround(reference.overround())
        .setHold(reference.hold())
        .setMethod(reference.method().label())
        .setAgeMs(reference.age() == null ? null : reference.age().toMillis())
        .build();
  }

  private static io.betintel.ev.avro.PricedOutcome outcome(
      PricedOutcome outcome, Instant marketTime) {
    Offer best = outcome.best();
    Offer top = outcome.top();
    return io.betintel.ev.avro.PricedOutcome.newBuilder()
        .setName(outcome.name())
        .setPoint(outcome.point())
        .setFairProbability(outcome.fairProbability())
        .setFairPrice(outcome.fairPrice())
        .setFairAmerican(outcome.fairAmerican())
        .setBestBookmaker(best == null ? null : best.bookmaker().key())
        .setBestPrice(best == null ? null : best.price())
        .setBestEv(best == null ? null : best.value().ev())
        .setTopBookmaker(top == null ? null : top.bookmaker().key())
        .setTopPrice(top == null ? null : top.price())
        .setOffers(outcome.offers().stream().map(offer -> offer(offer, marketTime)).toList())
        .build();
  }

  private static io.betintel.ev.avro.Offer offer(Offer offer, Instant marketTime) {
    Offer.Value value = offer.value();
    io.betintel.ev.avro.Offer.Builder builder =
        io.betintel.ev.avro.Offer.newBuilder()
            .setBookmaker(offer.bookmaker().key())
            .setPrice(offer.price())
            .setNetPrice(offer.netPrice())
            .setQuotedAt(offer.quotedAt())
            .setAgeMs(Duration.between(offer.quotedAt(), marketTime).toMillis())
            .setValidUntil(offer.validUntil())
            .setFlags(offer.flags().stream().map(Label::label).toList())
            .setLink(offer.link())
            .setBetLimit(offer.betLimit())
            .setFee(offer.fee());
    if (value != null) {
      builder
          .setFairProbability(value.fairProbability())
          .setReferences(value.references().stream().map(Bookmaker::key).toList())
          .setEv(value.ev())
          .setKelly(value.kelly())
          .setStake(value.stake())
          .setValueClass(LabelText.of(value.valueClass()))
          .setWorstCaseEv(value.worstCaseEv())
          .setEvByMethod(value.evByMethod() == null ? null : evByMethod(value.evByMethod()))
          .setEvLower(value.evLower());
      if (value.nearness() != null) {
        builder
            .setSource(value.nearness().source().label())
            .setDistance(value.nearness().distance())
            .setStandardError(value.nearness().standardError());
      }
    }
    return builder.build();
  }

  private static io.betintel.ev.avro.EvByMethod evByMethod(EvByMethod evs) {
    io.betintel.ev.avro.EvByMethod record = new io.betintel.ev.avro.EvByMethod();
    for (Method method : Method.values()) {
      record.put(method.label(), evs.under(method));
    }
    return record;
  }

  private static io.betintel.ev.avro.Arbitrage arbitrage(Arbitrage arbitrage) {
    return new io.betintel.ev.avro.Arbitrage(
        arbitrage.profit(),
        arbitrage.suspect(),
        arbitrage.validUntil(),
        arbitrage.legs().stream().map(AvroLines::leg).toList(),
        arbitrage.maxStake(),
        arbitrage.other() == null ? null : arbitrage.other().text());
  }

  private static io.betintel.ev.avro.Middle middle(Middle middle) {
    return new io.betintel.ev.avro.Middle(
        middle.other().text(),
        middle.above(),
        middle.below(),
        middle.cost(),
        middle.profitIfHit(),
        middle.hitProbability(),
        middle.suspect(),
        middle.validUntil(),
        middle.legs().stream().map(AvroLines::leg).toList(),
        middle.maxStake());
  }

  private static io.betintel.ev.avro.Leg leg(Leg leg) {
    return new io.betintel.ev.avro.Leg(
        leg.outcome(),
        leg.point(),
        leg.bookmaker().key(),
        leg.price(),
        leg.netPrice(),
        leg.stake(),
        leg.betLimit(),
        leg.leftOver());
  }
}
