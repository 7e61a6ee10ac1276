package io.betintel.ev.drift;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what the places know. Build, registry, labels and catalogue should all have every bet
 * type that one of them has. Of spellings that differ only by case or underscores one is right: the
 * build's, or else the first that is valid.
 */
final class DriftRules {
  private final SortedSet<Drift> drifts = new TreeSet<>();
  private final Map<String, String> spelling = new TreeMap<>();
  private final Observed seen;
  private final RegistryRules registered;

  private DriftRules(Observed seen) {
    this.seen = seen;
    this.registered = new RegistryRules(seen.build(), seen.registry());
  }

  static SortedSet<Drift> compare(Observed seen) {
    DriftRules rules = new DriftRules(seen);
    rules.learn();
    rules.declared();
    if (seen.registry() != null) {
      rules.drifts.addAll(rules.registered.drifts());
    }
    if (seen.database() != null) {
      rules.catalogue();
      rules.rows();
      rules.workers();
      rules.subscribers();
      if (seen.cached() != null) {
        rules.cache();
      }
    }
    return rules.drifts;
  }

  /** The places that declare bet types. */
  private Map<Place, Collection<String>> places() {
    Map<Place, Collection<String>> places = new LinkedHashMap<>();
    places.put(new Place(Surface.BUILD, "this build"), seen.build());
    if (seen.registry() != null) {
      seen.registry()
          .forEach(
              (subject, found) ->
                  places.put(new Place(Surface.REGISTRY, subject), found.symbols()));
    }
    if (seen.database() != null) {
      places.put(new Place(Surface.LABELS, "bet_type_enum"), seen.database().catalogue().labels());
      places.put(
          new Place(Surface.CATALOGUE, "bet_types"),
          seen.database().catalogue().rows().keySet().stream().map(BetType::symbol).toList());
    }
    return places;
  }

  private void learn() {
    List<String> names = new ArrayList<>();
    places().values().forEach(names::addAll);
    List<String> build = seen.build();
    names.stream()
        .filter(name -> !name.equals(BetType.UNKNOWN))
        .sorted(
            (one, other) ->
                Boolean.compare(
                    !(build.contains(one) || (!likeAny(one, build) && valid(one))),
                    !(build.contains(other) || (!likeAny(other, build) && valid(other)))))
        .forEach(name -> spelling.putIfAbsent(BetType.likeness(name), name));
  }

  private void declared() {
    Map<Place, Collection<String>> places = places();
    if (seen.registry() != null && seen.registry().isEmpty()) {
      add(
          Surface.REGISTRY,
          "BetType",
          "missing",
          "is missing in every subject",
          "Register the schemas: ev-worker schemas");
    }
    places.forEach(
        (place, names) -> {
          for (String name : names) {
            if (name.equals(BetType.UNKNOWN)) {
              if (place.surface() == Surface.LABELS) {
                add(
                    place.surface(),
                    name,
                    "placeholder",
                    "is a label",
                    "It is the schema's default, not a bet type; see that no row has it");
              }
            } else {
              spelt(place.surface(), name, place.name());
            }
          }
          for (String name : spelling.values()) {
            if (!names.contains(name) && !isRenamed(place, name) && !isRemoved(place, name)) {
              add(
                  place.surface(),
                  name,
                  missing(place),
                  "is missing in " + place.name() + consequence(place, name),
                  place.surface() == Surface.REGISTRY
                      ? registered.remedy(place.name(), name)
                      : remedy(place.surface(), name));
            }
          }
        });
  }

  /** Nothing of an alias is stored: its label may have been removed. */
  private boolean isRenamed(Place place, String name) {
    return place.surface() == Surface.LABELS && served(name) == Served.ALIAS;
  }

  /** The label was removed on purpose; the registry keeps the symbol for ever. */
  private boolean isRemoved(Place place, String name) {
    return place.surface() == Surface.LABELS && isRemoved(name);
  }

  private boolean isRemoved(String name) {
    return seen.database() != null && seen.database().removed().contains(name);
  }

  /** Whether the name is spelled as everywhere else; reports it if not. */
  private boolean spelt(Surface surface, String name, String where) {
    String right = spelling.get(BetType.likeness(name));
    if (right != null && !right.equals(name)) {
      add(
          surface,
          name,
          "spelling_in_" + where.replace(' ', '_'),
          "in " + where + " differs from " + right + " only by case or underscores",
          "One of them is a mistake: nothing may send or store " + name);
      return false;
    }
    return true;
  }

  private void catalogue() {
    for (CatalogueRow row : seen.database().catalogue().rows().values()) {
      String name = row.betType().symbol();
      if (row.entry().complaint() != null) {
        add(
            Surface.CATALOGUE,
            name,
            "not_understood",
            "has a row that this build does not understand"
                + state(name)
                + ": "
                + row.entry().complaint(),
            Served.SETTINGS_NOT_UNDERSTOOD.remedy(row.betType()).orElseThrow());
      }
      if (row.entry().served() == Served.HELD) {
        add(
            Surface.CATALOGUE,
            name,
            "held",
            "waits" + state(name),
            Served.HELD.remedy(row.betType()).orElseThrow());
      }
      Catalogue rows = seen.database().catalogue().catalogue();
      if (row.entry().aliasOf() != null && !rows.aliases().containsKey(row.betType())) {
        add(
            Surface.CATALOGUE,
            name,
            "unsound_alias",
            "is an alias of " + row.aliasOf() + ", which is missing or an alias too" + state(name),
            "Its events wait: set alias_of in bet_types to a bet type that is no alias");
      }
      try {
        Role.of(row.minRole());
      } catch (IllegalArgumentException e) {
        add(
            Surface.ROLES,
            name,
            "unknown_role",
            "is for the role " + row.minRole() + ", which this build does not know",
            "Only admins see it: ev-worker bet-types set " + name + " min_role=ROLE");
      }
    }
  }

  private void rows() {
    seen.database()
        .stored()
        .forEach(
            (table, names) -> {
              for (String name : names) {
                if (spelt(Surface.ROWS, name, table)
                    && isMissing(served(name))
                    && !isRemoved(name)) {
                  add(
                      Surface.ROWS,
                      name,
                      "rows_in_" + table,
                      "has rows in " + table + state(name),
                      remedy(Surface.ROWS, name));
                }
              }
            });
  }

  /** Lines of a row that this build does not understand expire; a newer build may serve them. */
  private void cache() {
    seen.cached()
        .forEach(
            (name, lines) -> {
              boolean right = spelt(Surface.CACHE, name, "the cache");
              Served served = served(name);
              if (right && lines > 0 && (isMissing(served) || isOff(name, served))) {
                add(
                    Surface.CACHE,
                    name,
                    "cached",
                    "has " + lines + " cached lines" + state(name),
                    "A running worker clears it: see its log; or ev-worker sink rebuild redis");
              }
            });
  }

  private void workers() {
    Observed.Database database = seen.database();
    long version = database.catalogue().version();
    Set<String> served =
        database.catalogue().catalogue().sorted().stream()
            .filter(CatalogueEntry::isServed)
            .map(entry -> entry.betType().symbol())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> builds = new TreeSet<>();
    // Named once, under the catalogue; another build may understand it.
    Set<String> notUnderstood =
        database.catalogue().rows().values().stream()
            .filter(row -> row.entry().complaint() != null)
            .map(row -> row.betType().symbol())
            .collect(Collectors.toCollection(TreeSet::new));
    for (Heartbeat worker : database.workers()) {
      builds.add(worker.build());
      if (worker.version() != version) {
        add(
            Surface.WORKERS,
            worker.worker(),
            "version",
            "acts on catalogue version " + worker.version() + ", the database has " + version,
            "It cannot read the database, or hangs: see its log and /health/ready");
        continue;
      }
      Set<String> missing = new TreeSet<>(served);
      missing.removeAll(worker.servable());
      Set<String> surplus = new TreeSet<>(worker.servable());
      surplus.removeAll(served);
      surplus.removeAll(notUnderstood);
      if (!missing.isEmpty() || !surplus.isEmpty()) {
        add(
            Surface.WORKERS,
            worker.worker(),
            "serves",
            (missing.isEmpty() ? "" : "does not serve " + String.join(", ", missing))
                + (missing.isEmpty() || surplus.isEmpty() ? "" : " and ")
                + (surplus.isEmpty() ? "" : "serves " + String.join(", ", surplus)),
            "Its log says what of the catalogue it does not understand");
      }
    }
    if (builds.size() > 1) {
      add(
          Surface.WORKERS,
          String.join(", ", builds),
          "builds",
          "are builds that run at once",
          "Fine while a release is rolled out; finish it, or roll it back");
    }
  }

  private void subscribers() {
    for (ReplicationSlot slot : seen.database().replication().inactive()) {
      add(Surface.SUBSCRIBERS, slot.name(), "inactive", slot.complaint(), slot.remedy());
    }
    seen.subscribers()
        .forEach(
            (subscriber, labels) -> {
              for (String label : seen.database().catalogue().labels()) {
                if (!labels.contains(label)) {
                  add(
                      Surface.SUBSCRIBERS,
                      label,
                      "missing_at_" + subscriber.name(),
                      "is no label of the subscriber " + subscriber.name(),
                      subscriber.remedy(label));
                }
              }
            });
  }

  /** Nothing uses a label or a row whose name is not valid. */
  private Served served(String name) {
    return BetType.find(name).map(seen.database().catalogue()::served).orElse(Served.NO_ROW);
  }

  /** Label and row decide what is served; build and registry do not. */
  private String consequence(Place place, String name) {
    return place.surface() == Surface.LABELS || place.surface() == Surface.CATALOGUE
        ? state(name)
        : "";
  }

  /** The word that every other surface has for it; nothing while the database is away. */
  private String state(String name) {
    return seen.database() == null ? "" : " (state " + served(name).label() + ")";
  }

  /** Lines of an alias are moved first, and then cleared. */
  private boolean isOff(String name, Served served) {
    return served == Served.DISABLED
        || (served == Served.ALIAS
            && !seen.database().catalogue().rows().get(new BetType(name)).entry().isMoving());
  }

  private static boolean isMissing(Served served) {
    return served == Served.NO_ROW || served == Served.NO_LABEL;
  }

  /** Which subject, beside that of the odds events. */
  private static String missing(Place place) {
    return place.surface() != Surface.REGISTRY || place.name().equals(Topics.ODDS_EVENTS_SUBJECT)
        ? "missing"
        : "missing_in_" + place.name();
  }

  private void add(Surface surface, String value, String kind, String what, String remedy) {
    drifts.add(new Drift(surface, value, kind, what, remedy));
  }

  private static String remedy(Surface surface, String name) {
    return switch (surface) {
      case BUILD -> "It is served all the same; ev-worker bet-types add " + name + " in a checkout";
      default -> "Its events wait: ev-worker migrate, or bet-types add " + name + " --db";
    };
  }

  private static boolean likeAny(String name, List<String> names) {
    return names.stream().anyMatch(one -> BetType.likeness(one).equals(BetType.likeness(name)));
  }

  private static boolean valid(String name) {
    return BetType.find(name).isPresent();
  }

  private record Place(Surface surface, String name) {}
}
