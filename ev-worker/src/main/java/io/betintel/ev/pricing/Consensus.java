package io.betintel.ev.pricing;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.NotPriced;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fair price of one line, which its references make together. The bet type's settings say how
 * they are combined. Weights are renormalised over the references that quote the whole line within
 * the limits. References are combined in the order of their keys, so that the same quotes give the
 * same bits.
 *
 * <p>Each reference's margin is removed once by each method, however many offers are valued. For
 * one thread.
 */
public final class Consensus {
  private final BetTypeSettings settings;
  private final References references;
  private final List<Removals> removals;

  /** By the place of the reference that is left out, the last without none; made when needed. */
  private final Without[] without;

  public Consensus(Line line, BetTypeSettings settings) {
    this.settings = settings;
    this.references = References.of(line, settings);
    int count = references.quotes().size();
    this.removals = new ArrayList<>(count);
    for (ReferenceQuote quote : references.quotes()) {
      removals.add(new Removals(quote.odds()));
    }
    this.without = new Without[count + 1];
  }

  /** Why there is no fair price; null if there is one. */
  public NotPriced notPriced() {
    return references.notPriced();
  }

  /**
   * Whether bets on several outcomes may be combined: exactly one of them wins, as far as sport,
   * shape and every quote say. A field needs a reference that quotes that very set with a hold
   * within the limits; a reference outside of them speaks against any set.
   */
  public boolean exhaustive() {
    return references.exhaustive();
  }

  /** The bookmakers that make the price, by key. */
  public List<ReferenceQuote> references() {
    return references.quotes();
  }

  /** The price by all references; empty if {@link #notPriced()}. */
  public Optional<FairPrice> price() {
    return Optional.ofNullable(without(removals.size()).price);
  }

  /**
   * The price by the references other than {@code priced}: a bookmaker never helps to value its own
   * offer.
   *
   * @return empty if there is no other reference, or too few of them
   */
  public Optional<FairPrice> priceWithout(Bookmaker priced) {
    return Optional.ofNullable(without(place(priced)).price);
  }

  /**
   * The price by every method, of the same references. Call it only if {@link #priceWithout} gives
   * a price.
   */
  public FairByMethod byMethodWithout(Bookmaker priced) {
    Without others = without(place(priced));
    if (others.byMethod == null) {
      others.byMethod = others.pool.byMethod();
    }
    return others.byMethod;
  }

  /** The number of references for a bookmaker that is none: such bookmakers share a price. */
  private int place(Bookmaker bookmaker) {
    List<ReferenceQuote> quotes = references.quotes();
    for (int i = 0; i < quotes.size(); i++) {
      if (quotes.get(i).bookmaker().equals(bookmaker)) {
        return i;
      }
    }
    return quotes.size();
  }

  private Without without(int place) {
    if (without[place] == null) {
      without[place] = new Without(place);
    }
    return without[place];
  }

  private boolean enough(int left) {
    return notPriced() == null && left > 0 && left >= settings.limits().minimumReferences();
  }

  /** The references without one of them, and what they make: null if they are too few. */
  private final class Without {
    private final ReferencePool pool;
    private final FairPrice price;
    private FairByMethod byMethod;

    /**
     * @param place of the reference that is left out; their number for none
     */
    Without(int place) {
      List<ReferenceQuote> quotes = new ArrayList<>(references.quotes());
      List<Removals> removed = new ArrayList<>(removals);
      if (place < quotes.size()) {
        quotes.remove(place);
        removed.remove(place);
      }
      boolean enough = enough(quotes.size());
      this.pool = enough ? new ReferencePool(settings, quotes, removed) : null;
      this.price = enough ? pool.price() : null;
    }
  }
}
