package io.betintel.bench.part;

import java.io.IOException;

/** From the time at which a record is due to its rows and its cached lines. */
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
      LatencyPart.measure(session, session.product(), rate, true);
      return;
    }
    double most = ProductPart.measure(session, session.product(), "product, for the rates");
    for (double share : SHARES) {
      LatencyPart.measure(session, session.product(), share * most, true);
    }
  }
}
