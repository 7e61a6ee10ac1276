package io.betintel.ev.stream;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LayMarket;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.MarketPricing;
import io.betintel.ev.value.MarketPricing.Changes;
import io.betintel.ev.value.PricingFailures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The open markets of one event that are priced together: a single one, or those that form ladders.
 * These are opened and closed together, or what one of them says would be missing when another is
 * priced. Mutable, confined to the task's thread.
 */
final class MarketFamily implements MarketPricing.LineSource {
  private final MarketPricing pricing;
  private final LadderFamily ladder;
  private final PricingFailures failures;
  private final List<OpenMarket> members = new ArrayList<>(1);
  private Set<Bookmaker> exchanges = Set.of();

  /**
   * @param ladder null if the market is on none
   */
  MarketFamily(MarketPricing pricing, LadderFamily ladder, PricingFailures failures) {
    this.pricing = pricing;
    this.ladder = ladder;
    this.failures = failures;
  }

  void add(OpenMarket market) {
    members.add(market);
  }

  List<OpenMarket> members() {
    return members;
  }

  /** Whether its markets were opened as members of that family; null for none. */
  @SuppressWarnings("ReferenceEquality") // equal ones are one object, see LadderFamilies
  boolean isOf(LadderFamily family) {
    return ladder == family;
  }

  boolean isLadder() {
    return ladder != null;
  }

  /** The member of that bet type. */
  OpenMarket of(BetType betType) {
    if (members.size() > 1) {
      for (OpenMarket member : members) {
        if (member.betType().equals(betType)) {
          return member;
        }
      }
    }
    return members.get(0);
  }

  Map<LineId, PricedLine> price(Changes changes) {
    return pricing.price(changes, this, failures);
  }

  /** The published lines that have bets with other lines. */
  Collection<LineId> joined() {
    if (members.size() == 1) {
      return members.get(0).joined();
    }
    Set<LineId> joined = new HashSet<>();
    members.forEach(member -> joined.addAll(member.joined()));
    return joined;
  }

  private OpenMarket owner(LineId id) {
    if (members.size() > 1) {
      for (OpenMarket member : members) {
        if (member.quotes(id)) {
          return member;
        }
      }
    }
    return members.get(0);
  }

  /** Whether the price of one of its lines rests on what is quoted of others. */
  boolean leans() {
    return pricing.restsOnLadders() || (isLadder() && hasSides()) || pricing.restsOnMargins();
  }

  @Override
  public Collection<LineId> ids() {
    if (members.size() == 1) {
      return members.get(0).ids();
    }
    List<LineId> ids = new ArrayList<>();
    members.forEach(member -> ids.addAll(member.ids()));
    return ids;
  }

  @Override
  public Line line(LineId id) {
    return owner(id).line(id);
  }

  @Override
  public Line withoutQuotes(LineId id) {
    return owner(id).withoutQuotes(id);
  }

  @Override
  public PricingTerms terms(LineId id) {
    return owner(id).terms();
  }

  @Override
  public Instant time(LineId id) {
    return owner(id).time();
  }

  @Override
  public Set<Bookmaker> exchanges() {
    return exchanges;
  }

  /** See {@link EventExchanges}. */
  void exchanges(Set<Bookmaker> now) {
    exchanges = now;
  }

  @Override
  public boolean hasSides() {
    if (members.size() > 1) {
      for (OpenMarket member : members) {
        if (member.terms().shape() == Shape.LAY) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public Line otherSide(LineId id) {
    if (members.size() == 1) {
      return null;
    }
    BetType own = LayMarket.typeOf(id);
    for (OpenMarket member : members) {
      BetType other = member.betType();
      if (LayMarket.isPair(own, other) || LayMarket.isPair(other, own)) {
        LineId there = LayMarket.in(id, other);
        return member.quotes(there) ? member.line(there) : null;
      }
    }
    return null;
  }

  @Override
  public Instant time() {
    Instant latest = Instant.EPOCH;
    for (OpenMarket member : members) {
      latest = member.time().isAfter(latest) ? member.time() : latest;
    }
    return latest;
  }

  @Override
  public boolean steps(LineId id, Instant before, Instant now) {
    ValiditySteps steps = owner(id).steps();
    return !steps.step(id, before).equals(steps.step(id, now));
  }
}
