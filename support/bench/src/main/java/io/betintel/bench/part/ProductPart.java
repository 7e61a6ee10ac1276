package io.betintel.bench.part;

import io.betintel.bench.measure.Window;
import io.betintel.bench.report.Row;
import io.betintel.bench.system.BuiltWorker;
import io.betintel.bench.system.Counted;
import io.betintel.bench.system.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The worker with both sinks: records whose lines are in both stores. */
final class ProductPart implements Part {
  @Override
  public String name() {
    return "product";
  }

  @Override
  public void run(Session session) throws IOException, InterruptedException {
    List<BuiltWorker> builds = new ArrayList<>(List.of(session.product()));
    session.baseline().ifPresent(old -> builds.add(old.only("baseline product", "stream,sinks")));
    for (int round = 1; round <= session.settings().rounds(); round++) {
      for (BuiltWorker build : builds) {
        measure(session, build, build.name() + " #" + round);
      }
    }
  }

  /** What it stores at most, records a second. */
  static double measure(Session session, BuiltWorker build, String name)
      throws IOException, InterruptedException {
    session.say("product: " + name);
    Window window =
        session
            .trial()
            .run(new Variant(name, build, session.settings().load()), Counted.STORED)
            .window();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Comparison.RATE, window.perSecond());
    figures.put("worker us", window.programMicros());
    figures.put("broker us", window.brokerMicros());
    figures.put("others' cores", window.takenByOthers());
    session.add(new Row("product", name, window.busy() ? "busy" : "", figures));
    return window.perSecond();
  }
}
