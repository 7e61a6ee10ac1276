package io.betintel.bench.part;

import io.betintel.bench.load.LoadSpec;
import io.betintel.bench.system.Opponent;
import io.betintel.bench.system.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which variants the parts that compare consist of. */
final class Variants {
  /** In the order in which they run. */
  static final List<String> PARTS =
      List.of(
          "home",
          "requotes",
          "ceiling",
          "floor",
          "naive",
          "flink",
          "hop",
          "types",
          "lines",
          "books",
          "markets",
          "hostile");

  /** Markets of up to 100 lines, which a heap of 1 GB holds open. */
  private static final int OF_MANY_LINES = 400;

  private static final List<String> OPPONENTS = List.of("ceiling", "floor", "naive", "flink");

  private final Session session;
  private final List<Variant> variants = new ArrayList<>();

  Variants(Session session) {
    this.session = session;
  }

  /**
   * The worker at home is always first: the others are compared with it.
   *
   * @param parts some of {@link #PARTS}
   */
  List<Variant> of(Set<String> parts) {
    LoadSpec load = session.settings().load();
    both("changing", load);
    OPPONENTS.stream().filter(parts::contains).forEach(name -> opponent(name, load));
    if (parts.contains("requotes")) {
      double share = session.requotes();
      both("%.0f %% re-quotes".formatted(100 * share), load.withRequotes(share));
    }
    if (parts.contains("hop")) {
      ours("keyed by bet type", load.keyedByBetTypeOnly());
    }
    if (parts.contains("types")) {
      for (int types : new int[] {4, 30, 291}) {
        ours(types + " bet types", load.withBetTypes(types));
      }
    }
    if (parts.contains("lines")) {
      for (int lines : new int[] {1, 20, 100}) {
        ours(lines + " lines, 1 touched", load.withLines(lines).withMarkets(OF_MANY_LINES));
      }
    }
    if (parts.contains("books")) {
      for (int books : new int[] {5, 20, 50}) {
        ours(books + " books", load.withBooks(books));
      }
    }
    if (parts.contains("markets")) {
      for (int markets : new int[] {1_000, 100_000}) {
        ours(markets + " markets x 5", load.withMarkets(markets).withBooks(5));
      }
    }
    if (parts.contains("hostile")) {
      ours("1 % hostile", load.withHostile(0.01));
    }
    return List.copyOf(variants);
  }

  private void both(String name, LoadSpec load) {
    ours(name, load);
    session.baseline().ifPresent(old -> variants.add(new Variant("baseline, " + name, old, load)));
  }

  private void opponent(String name, LoadSpec load) {
    variants.add(
        new Variant(
            name,
            new Opponent(name, session.settings().javaOptions(), session.trial(), Opponent.BEHIND),
            load));
  }

  private void ours(String name, LoadSpec load) {
    variants.add(new Variant("worker, " + name, session.worker(), load));
  }
}
