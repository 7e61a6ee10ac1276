package io.betintel.ev.rollout;

import io.betintel.ev.catalogue.Served;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The bet types whose events wait, counted event by event. For one thread. */
public final class ArrivedTypes {
  /** So many events of each bet type are decoded, to see what they are. */
  private static final int LOOKED_AT = 50;

  private final StoredCatalogue catalogue;
  private final SortedMap<BetType, Count> counts = new TreeMap<>();

  public ArrivedTypes(StoredCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Counts an event that waits.
   *
   * @param at when it was parked
   * @param decoded its snapshot, or empty; asked of the first events of each bet type only
   */
  public void count(BetType betType, Instant at, Supplier<Optional<MarketSnapshot>> decoded) {
    counts.computeIfAbsent(betType, first -> new Count()).add(at, decoded);
  }

  /** Those that the installation lacks: the operator may add them. */
  public List<ArrivedType> missing() {
    return all().stream().filter(each -> each.obstacle().isEmpty()).toList();
  }

  /** Those that wait for something else: an addition changes nothing for them. */
  public List<ArrivedType> others() {
    return all().stream().filter(each -> each.obstacle().isPresent()).toList();
  }

  /**
   * The named ones, to be added.
   *
   * @throws AdditionRefusal if one does not wait, or waits for something else; with every reason
   */
  public List<ArrivedType> require(List<String> names) throws AdditionRefusal {
    List<String> reasons = new ArrayList<>();
    List<ArrivedType> found = new ArrayList<>();
    for (String name : names) {
      Optional<ArrivedType> arrived =
          all().stream().filter(each -> each.betType().symbol().equals(name)).findFirst();
      if (arrived.isEmpty()) {
        reasons.add(
            name
                + " does not wait in odds.parked: "
                + waiting()
                + "; without --from-parked it is added all the same");
      } else {
        arrived.get().obstacle().ifPresentOrElse(reasons::add, () -> found.add(arrived.get()));
      }
    }
    if (!reasons.isEmpty()) {
      throw new AdditionRefusal(reasons);
    }
    return found;
  }

  private String waiting() {
    return missing().isEmpty()
        ? "no bet type waits that this installation lacks"
        : "what waits and can be added is "
            + missing().stream()
                .map(each -> each.betType().symbol())
                .collect(Collectors.joining(", "));
  }

  private List<ArrivedType> all() {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue().of(entry.getKey(), obstacle(entry.getKey())))
        .toList();
  }

  private Optional<String> obstacle(BetType betType) {
    if (NewBetType.PLACEHOLDERS.contains(betType.symbol())) {
      return Optional.of(
          betType
              + ": no name for a bet type. Correct its producer, then ev-worker parked purge "
              + betType
              + " --yes");
    }
    Served served = catalogue.served(betType);
    if (served == Served.NO_ROW || served == Served.NO_LABEL) {
      return Optional.empty();
    }
    return Optional.of(
        catalogue.obstacle(betType).orElse(betType + ": served. Its events return by themselves"));
  }

  private static final class Count {
    private final List<MarketSnapshot> looked = new ArrayList<>();
    private long count;
    private int asked;
    private Instant first;
    private Instant last;

    void add(Instant at, Supplier<Optional<MarketSnapshot>> decoded) {
      count++;
      first = first == null || at.isBefore(first) ? at : first;
      last = last == null || at.isAfter(last) ? at : last;
      if (asked < LOOKED_AT) {
        asked++;
        decoded.get().ifPresent(looked::add);
      }
    }

    ArrivedType of(BetType betType, Optional<String> obstacle) {
      return new ArrivedType(betType, count, first, last, looked, obstacle);
    }
  }
}
