package io.betintel.ev.drift;

import io.betintel.ev.codec.EnumSubjects.Enumeration;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What may differ in a subject of the registry, beyond which bet types it has: order, default, and
 * a version that does not follow the others. A subject that is not ours has a remedy of its own:
 * {@code ev-worker schemas} does not touch it.
 *
 * @param registry by subject; null if the registry did not answer
 */
record RegistryRules(List<String> build, Map<String, Enumeration> registry) {
  private static final String OURS = Topics.ODDS_EVENTS_SUBJECT;
  private static final String REPAIR = "Run ev-worker schemas repair --plan";

  SortedSet<Drift> drifts() {
    SortedSet<Drift> drifts = new TreeSet<>();
    registry.forEach(
        (subject, found) -> {
          if (found.stray() != null) {
            drifts.add(
                new Drift(
                    Surface.REGISTRY, subject, "stray", "has a stray: " + found.stray(), REPAIR));
            return;
          }
          if (!BetType.UNKNOWN.equals(found.enumDefault())) {
            drifts.add(
                new Drift(
                    Surface.REGISTRY,
                    String.valueOf(found.enumDefault()),
                    "default_in_" + subject,
                    "is the default of the enum in " + subject,
                    "Readers replace symbols that they do not know by it; it must be unknown"));
          }
          List<String> ours = common(reference(), found.symbols());
          List<String> theirs = common(found.symbols(), ours);
          if (!subject.equals(OURS) && !theirs.equals(ours)) {
            drifts.add(
                new Drift(
                    Surface.REGISTRY,
                    subject,
                    "order",
                    "has bet types in another order than "
                        + OURS
                        + ": "
                        + String.join(", ", theirs),
                    foreign(subject)));
          }
        });
    return drifts;
  }

  static Drift unguarded(String subject) {
    return new Drift(
        Surface.REGISTRY,
        subject,
        "compatibility",
        "has compatibility NONE: the registry takes any schema for it",
        "Run ev-worker schemas: it sets FULL_TRANSITIVE");
  }

  /** What adds a bet type to the subject. */
  String remedy(String subject, String name) {
    if (!subject.equals(OURS)) {
      return foreign(subject);
    }
    return registry.get(subject).stray() == null
        ? "No producer can send it: ev-worker schemas, or bet-types add " + name + " --db"
        : "No producer can send it. " + REPAIR;
  }

  private static String foreign(String subject) {
    return "No ev-worker writes this subject, a producer registered it: let it use the latest version"
        + " of "
        + OURS
        + " and auto.register.schemas=false, then delete "
        + subject;
  }

  /** The order that counts: the registry's own, if it is right. */
  private List<String> reference() {
    Enumeration ours = registry.get(OURS);
    return ours == null || ours.stray() != null ? build : ours.symbols();
  }

  private static List<String> common(List<String> symbols, List<String> others) {
    List<String> common = new ArrayList<>(symbols);
    common.retainAll(others);
    return common;
  }
}
