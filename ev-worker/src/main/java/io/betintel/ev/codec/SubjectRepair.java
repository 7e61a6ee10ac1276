package io.betintel.ev.codec;

import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.SchemaGate;
import io.betintel.ev.schemas.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What makes the latest version of a subject sound, with every bet type of the registry's sound
 * versions, of the build and of the catalogue, in this order. Strays stay: records that were
 * written with them are read with them.
 *
 * @param history the versions before
 * @param schema the latest version afterwards
 * @param added bet types that no sound version has
 * @param leftOut bet types that only strays have: nobody has decided on them
 * @param needed whether there is anything to register
 * @param violations why it may not be registered; empty if it may
 */
public record SubjectRepair(
    SubjectHistory history,
    Schema schema,
    List<String> added,
    List<String> leftOut,
    boolean needed,
    List<Violation> violations) {

  public SubjectRepair {
    added = List.copyOf(added);
    leftOut = List.copyOf(leftOut);
    violations = List.copyOf(violations);
  }

  /**
   * @param catalogue the bet types of the database's catalogue
   */
  static SubjectRepair of(Contract contract, SubjectHistory history, List<String> catalogue) {
    RegistrationPlan plan = RegistrationPlan.of(contract, history);
    Schema united =
        plan.step() == RegistrationPlan.Step.PRESENT
            ? history.newest().orElseThrow().schema()
            : plan.schema();
    Schema schema =
        BetTypeSymbols.replace(united, BetTypeSymbols.union(BetTypeSymbols.of(united), catalogue));
    List<String> symbols = BetTypeSymbols.of(schema);
    List<String> added = new ArrayList<>(symbols);
    history.newest().ifPresent(newest -> added.removeAll(BetTypeSymbols.of(newest.schema())));
    Set<String> leftOut = new LinkedHashSet<>();
    history
        .strays()
        .forEach(stray -> leftOut.addAll(BetTypeSymbols.ofAnyName(stray.release().schema())));
    symbols.forEach(leftOut::remove);
    List<Violation> violations = SchemaGate.check(contract.name(), schema, history.sound());
    return new SubjectRepair(
        history, schema, added, List.copyOf(leftOut), !history.offers(symbols), violations);
  }

  /** The same as the text to register. */
  Schema toRegister() {
    return history.has(schema.toString())
        ? BetTypeSymbols.restored(schema, history.latest())
        : schema;
  }

  /** Bet types in their order, without the default. */
  public List<String> betTypes() {
    List<String> symbols = new ArrayList<>(BetTypeSymbols.of(schema));
    symbols.remove(BetTypeSymbols.defaultOf(schema));
    return symbols;
  }
}
