package io.betintel.bench.part;

import io.betintel.bench.opponent.OpponentProcess;
import io.betintel.bench.system.Opponent;
import io.betintel.bench.system.Program;
import java.io.IOException;
import java.util.List;

/**
 * From the time at which a record is due to its rows and its cached lines: the worker with both
 * sinks, and a pipeline of the least that does the same.
 */
final class StoresPart implements Part {
  private static final double[] SHARES = {0.25, 0.5, 0.75};

  @Override
  public String name() {
    return "stores";
  }

  @Override
  public void run(Session session) throws IOException, InterruptedException {
    Double rate = session.settings().rate();
    if (rate != null) {
      both(session, rate);
      return;
    }
    double most = ProductPart.measure(session, session.product(), "product, for the rates");
    for (double share : SHARES) {
      both(session, share * most);
    }
  }

  private static void both(Session session, double rate) throws IOException, InterruptedException {
    Opponent pipeline =
        new Opponent(
            OpponentProcess.PIPELINE,
            session.settings().javaOptions(),
            session.trial(),
            Opponent.KEEPING_UP);
    for (Program program : List.of(session.product(), pipeline)) {
      LatencyPart.measure(session, program, rate, true);
    }
  }
}
