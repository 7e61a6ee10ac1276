package io.betintel.ev.rollout;

import io.betintel.ev.codec.Registration;
import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.schemas.Violation;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Adds bet types to a running installation. Asks everything that can refuse before it changes
 * anything; then adds label and row in one transaction, then the symbol. If it is stopped in
 * between, run it again.
 */
public final class LiveRollout {
  private static final Failpoint BETWEEN = Failpoint.named("add-between-database-and-registry");

  private final LiveAddition database;
  private final Symbols symbols;
  private final Consumer<String> warnings;

  /** The registry's side: appends symbols to those of the subject. */
  public interface Symbols {
    Registration append(List<String> names, boolean dryRun) throws IOException;
  }

  /**
   * @param database holds the turn until the registry has the symbols: two registrars at once could
   *     overtake each other
   * @param warnings takes what an operator should know before a label is added
   */
  public LiveRollout(LiveAddition database, Symbols symbols, Consumer<String> warnings) {
    this.database = database;
    this.symbols = symbols;
    this.warnings = warnings;
  }

  /**
   * What was done.
   *
   * @param database null after a dry run
   */
  public record Added(LiveAddition.Result database, Registration registry) {}

  /**
   * @param dryRun whether only to check that it would not be refused
   * @throws AdditionRefusal with every reason
   */
  public Added add(List<NewBetType> betTypes, boolean dryRun)
      throws SQLException, IOException, InterruptedException, RefusedException, AdditionRefusal {
    List<String> names = betTypes.stream().map(NewBetType::name).toList();
    List<String> reasons = new ArrayList<>(database.collisions());
    reasons.addAll(database.nearDuplicates(betTypes));
    Registration planned = symbols.append(names, true);
    planned.violations().stream().map(Violation::toString).forEach(reasons::add);
    if (!reasons.isEmpty()) {
      throw new AdditionRefusal(reasons);
    }
    database.warnings().forEach(warnings);
    if (dryRun) {
      return new Added(null, planned);
    }
    LiveAddition.Result result = database.apply(betTypes);
    BETWEEN.pass();
    Registration registered = symbols.append(names, false);
    if (registered.outcome() == Outcome.REFUSED) {
      throw new IOException(
          "Label and row are added, the symbol is not, because the registry was changed meanwhile: "
              + registered.violations());
    }
    return new Added(result, registered);
  }
}
