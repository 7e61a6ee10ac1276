package io.betintel.ev;

import io.betintel.ev.cli.CommandLineRunner;

/** The runnable file's entry. */
public final class EvWorker {
  private EvWorker() {}

  public static void main(String[] args) {
    System.exit(CommandLineRunner.run(args));
  }
}
