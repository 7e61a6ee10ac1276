package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.PricedLine.Status;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A priced line out of the generated classes, of this build or another. */
final class LineFromAvro {
  private LineFromAvro() {}

  static PricedLine line(io.betintel.ev.avro.PricedLine line) {
    return new PricedLine(
        new LineId(line.getLineId()),
        new SportingEvent(
            line.getEventId(),
            line.getSportKey(),
            line.getCommenceTime(),
            line.getHomeTeam(),
            line.getAwayTeam()),
        new BetType(line.getBetType()),
        line.getDescription(),
        line.getPoint(),
        line.getStatus() == LineStatus.withdrawn ? Status.WITHDRAWN : Status.OPEN,
        label(NotPriced.class, line.getNotPriced()),
        line.getMarketTime(),
        line.getValidUntil(),
        label(Shape.class, line.getShape()),
        label(Settlement.class, line.getSettlement()),
        label(Method.class, line.getMethod()),
        label(Combination.class, line.getConsensus()),
        line.getSettingsVersion(),
        line.getReferences().stream().map(LineFromAvro::reference).toList(),
        line.getOutcomes().stream().map(LineFromAvro::outcome).toList(),
        line.getArbitrage() == null ? null : arbitrage(line.getArbitrage()),
        line.getMiddles().stream().map(LineFromAvro::middle).toList());
  }

  private static <E extends Enum<E> & Label<E>> Label<E> label(Class<E> words, String text) {
    return text == null ? null : Label.read(words, text);
  }

  private static Reference reference(io.betintel.ev.avro.Reference reference) {
    return new Reference(
        new Bookmaker(reference.getBookmaker()),
        reference.getWeight(),
        reference.getOverround(),
        label(Method.class, reference.getMethod()),
        reference.getAgeMs() == null ? null : Duration.ofMillis(reference.getAgeMs()));
  }

  private static PricedOutcome outcome(io.betintel.ev.avro.PricedOutcome outcome) {
    List<Offer> offers = new ArrayList<>(outcome.getOffers().size());
    Offer best = null;
    Offer top = null;
    for (io.betintel.ev.avro.Offer given : outcome.getOffers()) {
      Offer offer = offer(given);
      offers.add(offer);
      best = given.getBookmaker().equals(outcome.getBestBookmaker()) ? offer : best;
      top = given.getBookmaker().equals(outcome.getTopBookmaker()) ? offer : top;
    }
    return new PricedOutcome(
        outcome.getName(), outcome.getPoint(), outcome.getFairProbability(), best, top, offers);
  }

  private static Offer offer(io.betintel.ev.avro.Offer offer) {
    SortedSet<Offer.Flag> flags = new TreeSet<>();
    for (Offer.Flag flag : Offer.Flag.values()) {
      if (offer.getFlags().contains(flag.label())) { // a newer build's flag is left out
        flags.add(flag);
      }
    }
    return new Offer(
        new Bookmaker(offer.getBookmaker()),
        offer.getPrice(),
        offer.getNetPrice(),
        offer.getQuotedAt(),
        offer.getValidUntil(),
        offer.getEv() == null ? null : value(offer),
        flags,
        offer.getLink(),
        offer.getBetLimit());
  }

  private static Offer.Value value(io.betintel.ev.avro.Offer offer) {
    return new Offer.Value(
        offer.getFairProbability(),
        offer.getReferences().stream().map(Bookmaker::new).toList(),
        offer.getEv(),
        offer.getKelly(),
        offer.getStake(),
        label(ValueClass.class, offer.getValueClass()),
        offer.getWorstCaseEv(),
        offer.getEvByMethod() == null ? null : evByMethod(offer.getEvByMethod()));
  }

  private static EvByMethod evByMethod(io.betintel.ev.avro.EvByMethod record) {
    return EvByMethod.of(
        method ->
            record.get(LineToAvro.METHODS.get(method)) instanceof Double ev ? ev : Double.NaN);
  }

  private static Arbitrage arbitrage(io.betintel.ev.avro.Arbitrage arbitrage) {
    return new Arbitrage(
        arbitrage.getProfit(),
        arbitrage.getSuspect(),
        arbitrage.getValidUntil(),
        arbitrage.getLegs().stream().map(LineFromAvro::leg).toList());
  }

  private static Middle middle(io.betintel.ev.avro.Middle middle) {
    return new Middle(
        new LineId(middle.getOtherLineId()),
        middle.getAbove(),
        middle.getBelow(),
        middle.getCost(),
        middle.getProfitIfHit(),
        middle.getHitProbability(),
        middle.getSuspect(),
        middle.getValidUntil(),
        middle.getLegs().stream().map(LineFromAvro::leg).toList());
  }

  private static Leg leg(io.betintel.ev.avro.Leg leg) {
    return new Leg(
        leg.getOutcome(),
        leg.getPoint(),
        new Bookmaker(leg.getBookmaker()),
        leg.getPrice(),
        leg.getNetPrice(),
        leg.getStake());
  }
}
