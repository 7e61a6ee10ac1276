package io.betintel.ev.restructure;

import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.ops.PostgresConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Runs one restructure from its first step to its last, or takes it back. Whoever opens it has the
 * turn among those that change which bet types exist, and keeps it until this is closed.
 *
 * <p>Killed anywhere, it goes on where it was; only the swap cannot be taken back, and it is one
 * transaction.
 */
public final class Restructure implements AutoCloseable {
  private static final Failpoint DONE = Failpoint.named("restructure-done");

  /** What is prepared may be changed by others before the swap; not for ever. */
  private static final int ROUNDS = 5;

  private static final Predicate<String> CHANGE =
      Pattern.compile("(?is)^\\s*(?!SELECT\\b|SET\\b|SHOW\\b|WITH\\b(?!.*\\bUPDATE\\b))\\S")
          .asPredicate();

  private static final Predicate<String> RECORD =
      Pattern.compile("\\b(restructures|removed_bet_types)\\b").asPredicate();

  private final Connection connection;
  private final Turn turn;
  private final LiveWorkers workers;
  private final RestructurePace pace;
  private final Watch watch;
  private final String operator;
  private final String holder = UUID.randomUUID().toString();
  private final RestructureTable table;
  private final ShortWork work;

  /** Whether this process still has the turn. */
  public interface Turn {
    /**
     * @throws SQLException if the session that has the turn is gone
     */
    void require() throws SQLException;
  }

  private Restructure(
      Connection connection,
      Turn turn,
      LiveWorkers workers,
      RestructurePace pace,
      Watch watch,
      String operator) {
    this.connection = connection;
    this.turn = turn;
    this.workers = workers;
    this.pace = pace;
    this.watch = watch;
    this.operator = operator;
    this.table = new RestructureTable(connection);
    this.work = new ShortWork(connection, pace, watch);
  }

  /**
   * Connects.
   *
   * @param turn is asked before every change
   * @param workers whoever is live may not serve what is removed
   * @param operator who runs it, for people
   */
  public static Restructure open(
      PostgresConfig config,
      Turn turn,
      LiveWorkers workers,
      RestructurePace pace,
      Watch watch,
      String operator)
      throws SQLException {
    return open(config, turn, workers, pace, watch, operator, connection -> connection);
  }

  /**
   * Connects, with something between it and the database.
   *
   * @param seenBy what it uses instead of the connection
   */
  public static Restructure open(
      PostgresConfig config,
      Turn turn,
      LiveWorkers workers,
      RestructurePace pace,
      Watch watch,
      String operator,
      UnaryOperator<Connection> seenBy)
      throws SQLException {
    Connection connection = seenBy.apply(Sessions.open(config));
    return new Restructure(connection, turn, workers, pace, watch, operator);
  }

  /** Whether a statement is one of those that change the database, rather than of its record. */
  public static boolean isChange(String sql) {
    return CHANGE.test(sql) && !RECORD.test(sql);
  }

  /** On a copy, which nobody is served from: disables what the target lacks. */
  public void disableOnCopy(Request request) throws SQLException {
    Rows.read(
        connection,
        """
        UPDATE bet_types SET enabled = false
        WHERE enabled AND alias_of IS NULL AND name = ANY (?) AND NOT name = ANY (?) RETURNING name
        """,
        row -> row.getString(1),
        labels(),
        request.target().labels());
  }

  /** The labels of the type now, in order; empty if there is no such type. */
  public List<String> labels() throws SQLException {
    return EnumType.find(connection, EnumType.BET_TYPES).map(EnumType::labels).orElse(List.of());
  }

  /** Labels that were removed, each with what its rows became; empty text for nothing. */
  public SortedMap<String, String> removed() throws SQLException {
    return table.removed();
  }

  public Optional<UnderWay> underWay() throws SQLException {
    return table.open();
  }

  /**
   * Says what would be done, and what is in the way.
   *
   * @throws RestructureRefusal if there is no such column
   */
  public Plan plan(Request request, boolean subscribersReady)
      throws SQLException, RestructureRefusal {
    Survey survey = Survey.of(connection, request, null);
    return Plan.of(
        survey,
        request,
        Objections.of(connection, workers, survey, request, subscribersReady),
        Warnings.of(connection, survey));
  }

  /**
   * Does it, or goes on with the same request that is under way.
   *
   * @return false if the labels are the target's already, or the column has the type, so that there
   *     is nothing to do
   * @throws RestructureRefusal if something is in the way, or another request is under way
   */
  public boolean run(Request request, boolean subscribersReady)
      throws SQLException, InterruptedException, RestructureRefusal {
    Optional<UnderWay> open = table.open();
    if (open.isEmpty()) {
      if (isDone(request)) {
        return false;
      }
      begin(request, subscribersReady);
    } else if (!open.get().request().equals(request)) {
      throw RestructureRefusal.beforehand(
          List.of(
              "another one is under way: "
                  + open.get().describe()
                  + ". Let it go on with --resume, or take it back with --abort"));
    }
    resume();
    return true;
  }

  /**
   * Goes on with what is under way.
   *
   * @throws RestructureRefusal if nothing is under way, or something is in the way
   */
  public void resume() throws SQLException, InterruptedException, RestructureRefusal {
    turn.require();
    table.takeOver(operator, holder);
    UnderWay underWay = requireOpen();
    Ledger ledger = new Ledger(connection, underWay.id(), holder, turn);
    Swap swap = new Swap(connection, underWay, ledger, watch);
    for (int round = 0; round < ROUNDS; round++) {
      UnderWay from = requireOpen();
      Survey survey = Survey.of(connection, underWay.request(), underWay.previous());
      if (!survey.refusals().isEmpty()) {
        throw new RestructureRefusal(survey.refusals());
      }
      Backfill backfill =
          new Backfill(
              connection,
              survey.conversion(),
              ledger,
              work,
              new Brakes(connection, ledger, pace, watch),
              pace,
              watch);
      new Preparation(connection, survey, ledger, work, watch).run(backfill, from);
      ledger.step(Step.SWAP);
      watch.step(Step.SWAP);
      if (swap.run(survey, work)) {
        DONE.pass();
        watch.step(Step.DONE);
        return;
      }
      watch.waiting("what hangs on the column was changed meanwhile: prepares it again");
    }
    throw new RestructureRefusal(
        List.of("what hangs on the column changes all the time: --resume once it does not"));
  }

  /**
   * Takes back what is under way: the schema is as it was.
   *
   * @throws RestructureRefusal if nothing is under way
   */
  public void abort() throws SQLException, InterruptedException, RestructureRefusal {
    turn.require();
    table.takeOver(operator, holder);
    UnderWay underWay = requireOpen();
    Ledger ledger = new Ledger(connection, underWay.id(), holder, turn);
    Survey survey = Survey.of(connection, underWay.request(), underWay.previous());
    Conversion conversion = survey.conversion();
    work.run(
        "taking it back",
        conversion.columns(),
        () -> {
          List<String> sql = new ArrayList<>();
          for (Copy copy : survey.attached().copies()) {
            if (copy.sort() == Copy.Sort.FOREIGN_KEY) {
              sql.add(copy.drop());
            }
          }
          conversion.columns().forEach(column -> sql.addAll(Conversion.removeColumn(column)));
          if (!conversion.adopts()) {
            sql.add("DROP TYPE IF EXISTS " + conversion.type().beside());
          }
          Rows.execute(connection, sql);
          ledger.finish("aborted");
          return null;
        });
  }

  private boolean isDone(Request request) throws SQLException, RestructureRefusal {
    if (request.kind() != Kind.ADOPT) {
      return request.target().labels().equals(labels());
    }
    Optional<EnumType> type = EnumType.find(connection, EnumType.BET_TYPES);
    return type.isPresent()
        && EnumColumn.ofType(connection, type.get()).stream()
            .map(EnumColumn::describe)
            .toList()
            .containsAll(
                Survey.adopted(connection, request.subject()).stream()
                    .map(EnumColumn::describe)
                    .toList());
  }

  private void begin(Request request, boolean subscribersReady)
      throws SQLException, RestructureRefusal {
    turn.require();
    Survey survey = Survey.of(connection, request, null);
    List<String> reasons = Objections.of(connection, workers, survey, request, subscribersReady);
    if (!reasons.isEmpty()) {
      throw RestructureRefusal.beforehand(reasons);
    }
    table.begin(request, survey.conversion().values(), operator, holder);
  }

  private UnderWay requireOpen() throws SQLException, RestructureRefusal {
    return table
        .open()
        .orElseThrow(() -> RestructureRefusal.beforehand(List.of("none is under way")));
  }

  /** A connection that is lost already is closed enough. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
