package io.betintel.ev.stream;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
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
 * 10^19.
 */
final class LineFingerprint {
  private final Hasher hash = Hashing.murmur3_128().newHasher(1024);
  private final PricedLine line;
  private final ValiditySteps steps;

  private LineFingerprint(PricedLine line, ValiditySteps steps) {
    this.line = line;
    this.steps = steps;
  }

  static long of(PricedLine line, ValiditySteps steps) {
    return new LineFingerprint(line, steps).all();
  }

  private long all() {
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
    hash.putInt(line.settingsVersion());
    list(line.references()).forEach(this::reference);
    list(line.outcomes()).forEach(this::outcome);
    arbitrage(line.arbitrage());
    list(line.middles()).forEach(this::middle);
    return hash.hash().asLong();
  }

  private void event(SportingEvent event) {
    text(event.sportKey());
    hash.putLong(event.commenceTime().toEpochMilli());
    text(event.homeTeam());
    text(event.awayTeam());
  }

  private void reference(Reference reference) {
    text(reference.bookmaker().key());
    hash.putDouble(reference.weight());
    hash.putDouble(reference.overround());
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
    hash.putDouble(offer.price());
    hash.putDouble(offer.netPrice());
    validity(offer.validUntil());
    hash.putInt(offer.flags().size());
    offer.flags().forEach(this::label);
    text(offer.link());
    number(offer.betLimit());
    hash.putBoolean(offer.value() != null);
    if (offer.value() != null) {
      value(offer.value());
    }
  }

  private void value(Offer.Value value) {
    hash.putDouble(value.fairProbability());
    for (Bookmaker reference : list(value.references())) {
      text(reference.key());
    }
    hash.putDouble(value.ev());
    hash.putDouble(value.kelly());
    hash.putDouble(value.stake());
    label(value.valueClass());
    number(value.worstCaseEv());
    hash.putBoolean(value.evByMethod() != null);
    if (value.evByMethod() != null) {
      for (Method method : Method.values()) {
        hash.putDouble(value.evByMethod().under(method));
      }
    }
  }

  private void arbitrage(Arbitrage arbitrage) {
    hash.putBoolean(arbitrage != null);
    if (arbitrage != null) {
      hash.putDouble(arbitrage.profit());
      hash.putBoolean(arbitrage.suspect());
      validity(arbitrage.validUntil());
      list(arbitrage.legs()).forEach(this::leg);
    }
  }

  private void middle(Middle middle) {
    text(middle.other().text());
    hash.putDouble(middle.above());
    hash.putDouble(middle.below());
    hash.putDouble(middle.cost());
    hash.putDouble(middle.profitIfHit());
    number(middle.hitProbability());
    hash.putBoolean(middle.suspect());
    validity(middle.validUntil());
    list(middle.legs()).forEach(this::leg);
  }

  private void leg(Leg leg) {
    text(leg.outcome());
    number(leg.point());
    text(leg.bookmaker().key());
    hash.putDouble(leg.price());
    hash.putDouble(leg.netPrice());
    hash.putDouble(leg.stake());
  }

  private void validity(Instant validUntil) {
    hash.putLong(steps.step(line.id(), validUntil).toEpochMilli());
  }

  private void label(Label<?> label) {
    text(label == null ? null : label.label());
  }

  private void number(Double number) {
    hash.putBoolean(number != null);
    if (number != null) {
      hash.putDouble(number);
    }
  }

  private void text(String text) {
    hash.putInt(text == null ? -1 : text.length());
    if (text != null) {
      hash.putUnencodedChars(text);
    }
  }

  private <T> List<T> list(List<T> list) {
    hash.putInt(list.size());
    return list;
  }
}
