package io.betintel.ev.codec;

import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.ev.schemas.SchemaGate;
import io.betintel.ev.schemas.Violation;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What registering a build's schema would do to one subject.
 *
 * <p>A build may be older or newer than the registry, or come from another branch. The registered
 * schema has the bet types of both, the registry's first, so that neither a rollback nor two
 * branches in either order can remove or move a symbol.
 *
 * @param schema the subject's schema afterwards: the one to register, or the version's
 * @param version the registry's version that suffices; 0 if none does yet
 * @param violations why nothing may be registered; empty unless refused
 */
record RegistrationPlan(Step step, Schema schema, int version, List<Violation> violations) {
  enum Step {
    /** The build's schema is already a version. */
    PRESENT,
    /** The latest sound version has everything that the build has. */
    CONTAINED,
    /** The build's schema becomes the next version. */
    REGISTER,
    /** The build's and the registry's bet types together become the next version. */
    REGISTER_UNION,
    /** The gate refuses it. */
    REFUSE
  }

  /** Strays do not count: what a producer registered by itself stops nothing. */
  static RegistrationPlan of(Contract contract, SubjectHistory history) {
    List<Release> versions = history.sound();
    List<Violation> own = SchemaGate.check(contract);
    if (!own.isEmpty()) {
      return refuse(contract.current(), own);
    }
    Schema current = contract.current();
    for (Release version : versions) {
      // To the letter: a build that looks up its own schema finds no other text.
      if (version.schema().toString().equals(current.toString())) {
        return new RegistrationPlan(Step.PRESENT, current, version.version(), List.of());
      }
    }
    if (versions.isEmpty()) {
      return new RegistrationPlan(Step.REGISTER, current, 0, List.of());
    }
    Release latest = versions.get(versions.size() - 1);
    Schema together = current;
    if (!BetTypeSymbols.of(current).isEmpty()) {
      // A rolled-back build with one more bet type must not remove fields that were added after it.
      boolean knownOtherwise =
          versions.stream()
              .anyMatch(version -> BetTypeSymbols.sameOtherwise(version.schema(), current));
      List<String> offered = BetTypeSymbols.of(latest.schema());
      List<String> symbols = BetTypeSymbols.union(offered, BetTypeSymbols.of(current));
      if (knownOtherwise && symbols.equals(offered)) {
        return new RegistrationPlan(Step.CONTAINED, latest.schema(), latest.version(), List.of());
      }
      boolean onlyInWords = BetTypeSymbols.sameOtherwise(latest.schema(), current);
      together =
          BetTypeSymbols.replace(
              knownOtherwise && !onlyInWords ? latest.schema() : current, symbols);
    }
    List<Violation> violations = SchemaGate.check(contract.name(), together, versions);
    if (!violations.isEmpty()) {
      return refuse(together, violations);
    }
    Step step =
        together.toString().equals(current.toString()) ? Step.REGISTER : Step.REGISTER_UNION;
    return new RegistrationPlan(step, together, 0, List.of());
  }

  private static RegistrationPlan refuse(Schema schema, List<Violation> violations) {
    return new RegistrationPlan(Step.REFUSE, schema, 0, violations);
  }
}
