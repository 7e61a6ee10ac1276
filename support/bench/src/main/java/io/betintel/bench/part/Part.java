package io.betintel.bench.part;

import java.io.IOException;

/** Something that the bench measures alone. */
interface Part {
  String name();

  void run(Session session) throws IOException, InterruptedException;
}
