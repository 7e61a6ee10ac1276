package io.betintel.ev.cli.bettypes;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.cli.console.RehearseOption;
import io.betintel.ev.cli.console.Terminal;
import io.betintel.ev.ops.Address;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.rehearse.Meter;
import io.betintel.ev.restructure.Kind;
import io.betintel.ev.restructure.Plan;
import io.betintel.ev.restructure.Request;
import io.betintel.ev.restructure.Restructure;
import io.betintel.ev.restructure.RestructurePace;
import io.betintel.ev.restructure.RestructureRefusal;
import io.betintel.ev.restructure.UnderWay;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs what remove, restructure and adopt ask for, and prints how far it is. */
final class RestructureRun {
  private final CommandSpec spec;
  private final RestructureOptions options;
  private final CheckoutOption checkout;

  /**
   * @param checkout null where no label changes
   */
  RestructureRun(CommandSpec spec, RestructureOptions options, CheckoutOption checkout) {
    this.spec = spec;
    this.options = options;
    this.checkout = checkout;
  }

  /** What is asked for, given the labels that there are. */
  interface Question {
    /**
     * @param removed the labels that were removed on purpose
     * @return empty if there is nothing to do
     * @throws IllegalArgumentException if it makes no sense for these labels
     */
    Optional<Request> of(List<String> labels, Set<String> removed);
  }

  int call(Question question) throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    RehearseOption rehearse = options.rehearse();
    if (checkout != null) {
      checkout.require();
    }
    if (!rehearse.isAsked()) {
      if (rehearse.isJson()) {
        throw new ParameterException(spec.commandLine(), "--json goes with --rehearse");
      }
      return on(PostgresConfig.direct(settings), settings, question, null);
    }
    if (options.isPlan() || (checkout != null && checkout.isAsked())) {
      throw new ParameterException(
          spec.commandLine(), "--rehearse goes with neither --plan nor --checkout");
    }
    return rehearse.rehearse(
        spec,
        settings,
        (sql, prepared) -> Restructure.isChange(sql),
        (copy, meter) -> on(copy, settings, question, meter));
  }

  /**
   * @param meter null unless it is rehearsed
   */
  private int on(PostgresConfig postgres, Settings settings, Question question, Meter meter)
      throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    RestructureProgress progress =
        new RestructureProgress(out(), Terminal.isAttached(), SteadyClock.now());
    try (RolloutTurn turn =
            RolloutTurn.take(postgres, options.patience().patience(), err::println);
        HikariDataSource pool = PostgresPool.of(postgres, "ev-worker-restructure");
        Restructure restructure =
            Restructure.open(
                postgres,
                turn::requireHeld,
                new LiveWorkers(pool, CatalogueConfig.from(settings)),
                RestructurePace.gentle(options.patience().patience()),
                meter == null ? progress : new MeteredWatch(progress, meter),
                operator(),
                meter == null ? connection -> connection : meter::watch)) {
      return run(restructure, question);
    } catch (SQLException e) {
      progress.end();
      throw new IllegalStateException(
          "It stopped: "
              + DatabaseTrouble.describe(e)
              + " ("
              + Address.masked(postgres.url())
              + "). Nothing is half done: run it again, or with --resume, to go on",
          e);
    } catch (RestructureRefusal e) {
      progress.end();
      throw e;
    }
  }

  private int run(Restructure restructure, Question question) throws Exception {
    if (options.isAbort()) {
      String what = restructure.underWay().map(UnderWay::describe).orElse("");
      restructure.abort();
      out().println("Taken back: " + what);
      return 0;
    }
    if (options.isResume()) {
      restructure.resume();
      return done(restructure);
    }
    Optional<UnderWay> underWay = restructure.underWay();
    Optional<Request> request = request(question, restructure, underWay);
    if (request.isPresent() && options.isPlan()) {
      Plan plan = restructure.plan(request.get(), options.subscribersReady());
      PlanText.print(plan, out());
      return plan.refusals().isEmpty() ? 0 : 1;
    }
    if (request.isPresent() && options.rehearse().isAsked()) {
      restructure.disableOnCopy(request.get());
    }
    if (request.isPresent() && restructure.run(request.get(), options.subscribersReady())) {
      return done(restructure);
    }
    out().println("Nothing to do: it was done already");
    if (checkout != null && checkout.isAsked()) {
      checkout.write(restructure, out());
    }
    return 0;
  }

  /** What is under way was asked for when the labels were others. */
  private static Optional<Request> request(
      Question question, Restructure restructure, Optional<UnderWay> underWay) throws Exception {
    List<String> labels = restructure.labels();
    return question.of(
        underWay
            // Of an adoption they are the column's values.
            .filter(open -> open.request().kind() != Kind.ADOPT)
            .filter(open -> !open.previous().isEmpty() && labels.containsAll(open.previous()))
            .map(UnderWay::previous)
            .orElse(labels),
        restructure.removed().keySet());
  }

  private int done(Restructure restructure) throws Exception {
    out().println("Done. bet_type_enum is " + String.join(", ", restructure.labels()));
    if (!options.rehearse().isAsked()) {
      out().println("Next: ev-worker bet-types check");
      if (checkout != null) {
        checkout.write(restructure, out());
      }
    }
    out().flush();
    return 0;
  }

  private static String operator() {
    return System.getProperty("user.name")
        + "@"
        + WorkerIdentity.ofThisProcess("", Clock.systemUTC()).host();
  }

  /** Where one JSON object is asked for, nothing else goes to standard output. */
  private PrintWriter out() {
    return options.rehearse().isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }
}
