package io.betintel.ev.status;

import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What every surface knows of bet types at one moment. Each may be away without the others. */
public final class BetTypesReport {
  private final Instant at;
  private final Answer<BetTypeTables.Stored> stored;
  private final Answer<Map<String, Instant>> first;
  private final Answer<Map<String, Long>> parked;
  private final Answer<SortedMap<BetType, Long>> cached;
  private final Answer<Set<BetType>> symbols;
  private final Answer<Map<BetType, RecentEvents.Recent>> recent;

  BetTypesReport(
      Instant at,
      Answer<BetTypeTables.Stored> stored,
      Answer<Map<String, Instant>> first,
      Answer<Map<String, Long>> parked,
      Answer<SortedMap<BetType, Long>> cached,
      Answer<Set<BetType>> symbols,
      Answer<Map<BetType, RecentEvents.Recent>> recent) {
    this.at = at;
    this.stored = stored;
    this.first = first;
    this.parked = parked;
    this.cached = cached;
    this.symbols = symbols;
    this.recent = recent;
  }

  public Instant at() {
    return at;
  }

  /** Every surface that was asked. */
  public List<Answer<?>> surfaces() {
    return List.of(stored, first, parked, cached, symbols, recent);
  }

  public boolean allUp() {
    return surfaces().stream().allMatch(Answer::up);
  }

  /**
   * Every bet type that any surface knows, by name. Leaves out a label that is not a valid symbol:
   * {@code bet-types check} names it.
   */
  public List<BetTypeState> betTypes() {
    TreeSet<String> names = new TreeSet<>();
    if (stored.up()) {
      names.addAll(stored.value().catalogue().labels());
      stored.value().catalogue().rows().keySet().forEach(row -> names.add(row.symbol()));
    }
    if (parked.up()) {
      names.addAll(parked.value().keySet());
    }
    Stream.of(
            cached.up() ? cached.value().keySet() : Set.<BetType>of(),
            symbols.up() ? symbols.value() : Set.<BetType>of(),
            recent.up() ? recent.value().keySet() : Set.<BetType>of())
        .flatMap(Set::stream)
        .forEach(betType -> names.add(betType.symbol()));
    List<BetTypeState> states = new ArrayList<>();
    names.forEach(name -> BetType.find(name).map(this::state).ifPresent(states::add));
    return states;
  }

  public Optional<BetTypeState> find(BetType betType) {
    return betTypes().stream().filter(state -> state.betType().equals(betType)).findFirst();
  }

  private BetTypeState state(BetType betType) {
    String name = betType.symbol();
    RecentEvents.Recent lately = recent.up() ? recent.value().get(betType) : null;
    BetTypeTables.Bets bets = stored.up() ? stored.value().bets().get(name) : null;
    return new BetTypeState(
        betType,
        symbols.up() ? symbols.value().contains(betType) : null,
        stored.up() ? stored.value().catalogue().labels().contains(name) : null,
        stored.up() ? stored.value().removed().get(name) : null,
        stored.up() ? stored.value().catalogue().served(betType) : null,
        stored.up() ? stored.value().catalogue().rows().get(betType) : null,
        stored.up() ? Long.valueOf(bets == null ? 0 : bets.rows()) : null,
        earlier(
            first.up() ? first.value().get(name) : null, lately == null ? null : lately.first()),
        later(bets == null ? null : bets.last(), lately == null ? null : lately.last()),
        cached.up() ? cached.value().getOrDefault(betType, 0L) : null,
        parked.up() ? parked.value().getOrDefault(name, 0L) : null,
        recent.up() ? Double.valueOf(lately == null ? 0 : lately.perMinute()) : null);
  }

  private static Instant earlier(Instant left, Instant right) {
    return left == null || (right != null && right.isBefore(left)) ? right : left;
  }

  private static Instant later(Instant left, Instant right) {
    return left == null || (right != null && right.isAfter(left)) ? right : left;
  }
}
