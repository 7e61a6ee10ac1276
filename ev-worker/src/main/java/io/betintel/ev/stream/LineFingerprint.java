package io.betintel.ev.stream;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.codec.AvroOutput;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import java.time.Instant;
import java.util.List;

/**
 * Tells whether a reader can act on a difference between two publications of a line: 64 bits of
 * everything in it but the market's time and the ages of quotes at it, which change with every
 * observation; validity counts in steps. Two different lines have the same one by a chance of 1 in
 * 10^19. For one thread.
 */
final class LineFingerprint {
  private final AvroOutput out = new AvroOutput();
  private PricedLine line;
  private ValiditySteps steps;

  long of(PricedLine ofLine, ValiditySteps ofSteps) {
    out.begin();
    line = ofLine;
    steps = ofSteps;
    all();
    return out.fingerprint();
  }

  private void all() {
    text(line.id().text());
    event(line.event());
    text(line.description());
    number(line.point());
    text(line.status().name());
    label(line.notPriced());
    validity(line.validUntil());
    label(line.shape());
    label(line.settlement());
    label(line.method());
    label(line.consensus());
    out.writeLong(line.settingsVersion());
    list(line.references()).forEach(this::reference);
    list(line.outcomes()).forEach(this::outcome);
    arbitrage(line.arbitrage());
    list(line.middles()).forEach(this::middle);
  }

  private void event(SportingEvent event) {
    text(event.sportKey());
    out.writeTime(event.commenceTime());
    text(event.homeTeam());
    text(event.awayTeam());
  }

  private void reference(Reference reference) {
    text(reference.bookmaker().key());
    out.writeDouble(reference.weight());
    out.writeDouble(reference.overround());
    label(reference.method());
  }

  private void outcome(PricedOutcome outcome) {
    text(outcome.name());
    number(outcome.point());
    number(outcome.fairProbability());
    bookmaker(outcome.best());
    bookmaker(outcome.top());
    list(outcome.offers()).forEach(this::offer);
  }

  private void bookmaker(Offer offer) {
    text(offer == null ? null : offer.bookmaker().key());
  }

  private void offer(Offer offer) {
    text(offer.bookmaker().key());
    out.writeDouble(offer.price());
    out.writeDouble(offer.netPrice());
    validity(offer.validUntil());
    out.writeLong(offer.flags().size());
    offer.flags().forEach(this::label);
    text(offer.link());
    number(offer.betLimit());
    out.writeBoolean(offer.value() != null);
    if (offer.value() != null) {
      value(offer.value());
    }
  }

  private void value(Offer.Value value) {
    out.writeDouble(value.fairProbability());
    for (Bookmaker reference : list(value.references())) {
      text(reference.key());
    }
    out.writeDouble(value.ev());
    out.writeDouble(value.kelly());
    out.writeDouble(value.stake());
    label(value.valueClass());
    number(value.worstCaseEv());
    out.writeBoolean(value.evByMethod() != null);
    if (value.evByMethod() != null) {
      for (Method method : Method.values()) {
        out.writeDouble(value.evByMethod().under(method));
      }
    }
  }

  private void arbitrage(Arbitrage arbitrage) {
    out.writeBoolean(arbitrage != null);
    if (arbitrage != null) {
      out.writeDouble(arbitrage.profit());
      out.writeBoolean(arbitrage.suspect());
      validity(arbitrage.validUntil());
      list(arbitrage.legs()).forEach(this::leg);
    }
  }

  private void middle(Middle middle) {
    text(middle.other().text());
    out.writeDouble(middle.above());
    out.writeDouble(middle.below());
    out.writeDouble(middle.cost());
    out.writeDouble(middle.profitIfHit());
    number(middle.hitProbability());
    out.writeBoolean(middle.suspect());
    validity(middle.validUntil());
    list(middle.legs()).forEach(this::leg);
  }

  private void leg(Leg leg) {
    text(leg.outcome());
    number(leg.point());
    text(leg.bookmaker().key());
    out.writeDouble(leg.price());
    out.writeDouble(leg.netPrice());
    out.writeDouble(leg.stake());
  }

  private void validity(Instant validUntil) {
    out.writeTime(steps.step(line.id(), validUntil));
  }

  private void label(Label<?> label) {
    text(label == null ? null : label.label());
  }

  private void number(Double number) {
    out.writeOptional(number);
  }

  private void text(String text) {
    out.writeOptional(text);
  }

  private <T> List<T> list(List<T> list) {
    out.writeLong(list.size());
    return list;
  }
}
