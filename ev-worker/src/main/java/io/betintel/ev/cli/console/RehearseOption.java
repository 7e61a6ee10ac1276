package io.betintel.ev.cli.console;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.ops.Address;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rehearse.CopyCheck;
import io.betintel.ev.rehearse.Failure;
import io.betintel.ev.rehearse.Meter;
import io.betintel.ev.rehearse.Rehearsal;
import io.betintel.ev.rehearse.RehearsalJson;
import java.io.PrintWriter;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --rehearse URL}, which means the same in every command: do it on a copy, and measure. */
public final class RehearseOption {
  private static final int FAILED = 1;

  @Option(
      names = "--rehearse",
      paramLabel = "URL",
      description = {
        "Do it on a copy of the database, at this JDBC URL, and print each statement's time, its"
            + " strongest lock, rows rewritten, and how long writers would wait. User and password"
            + " are those of EV_POSTGRES_..., unless the URL has its own. Refused where workers run,"
            + " and at EV_POSTGRES_URL."
      })
  private String url;

  @Option(names = "--json", description = "With --rehearse: print one JSON object in one line.")
  private boolean json;

  /** What is rehearsed. */
  public interface Work {
    void run(PostgresConfig copy, Meter meter) throws Exception;
  }

  public boolean isAsked() {
    return url != null;
  }

  public boolean isJson() {
    return json;
  }

  /**
   * Makes sure that it is a copy, does the work there, and prints what was measured.
   *
   * @param counted which statements are measured
   * @return the exit code
   */
  public int rehearse(CommandSpec spec, Settings settings, Meter.Counted counted, Work work)
      throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      CopyCheck.requireUrl(url);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--rehearse " + Address.masked(url) + ": " + e.getMessage());
    }
    PostgresConfig configured = PostgresConfig.from(settings);
    PostgresConfig copy =
        new PostgresConfig(url, configured.user(), configured.password(), configured.poolSize());
    Optional<String> refusal = refusal(spec, settings, configured, copy);
    if (refusal.isPresent()) {
      err.println(refusal.get());
      return FAILED;
    }
    Meter meter =
        new Meter(
            counted, () -> DriverManager.getConnection(copy.url(), copy.user(), copy.password()));
    try {
      work.run(copy, meter);
    } catch (Exception e) {
      print(meter.rehearsal(), out);
      Optional<Failure> failure = meter.rehearsal().failed();
      failure.ifPresent(
          failed ->
              err.println(
                  "Failed, and its transaction was rolled back: "
                      + failed.part()
                      + ": "
                      + failed.statement()
                      + ": "
                      + failed.reason()));
      if (failure.isPresent()) {
        return FAILED;
      }
      throw e;
    }
    print(meter.rehearsal(), out);
    return 0;
  }

  private Optional<String> refusal(
      CommandSpec spec, Settings settings, PostgresConfig configured, PostgresConfig copy)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try (HikariDataSource pool = PostgresPool.of(copy, "ev-worker-rehearse")) {
      LiveWorkers workers = new LiveWorkers(pool, CatalogueConfig.from(settings));
      List<PostgresConfig> originals = List.of(configured, PostgresConfig.direct(settings));
      return new CopyCheck(originals, workers, err::println).refusal(copy);
    } catch (SQLException e) {
      return Optional.of("The copy does not answer: " + DatabaseTrouble.describe(e));
    }
  }

  private void print(Rehearsal rehearsal, PrintWriter out) {
    if (json) {
      out.println(RehearsalJson.of(rehearsal));
    } else {
      RehearsalText.print(rehearsal, out);
    }
    out.flush();
  }
}
