package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.restructure.Plan;
import io.betintel.ev.restructure.Step;
import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;

/** Prints what a restructure would do. */
final class PlanText {
  private static final long MIB = 1024 * 1024;

  private PlanText() {}

  static void print(Plan plan, PrintWriter out) {
    Set<String> gone = new TreeSet<>(plan.previous());
    plan.request().target().labels().forEach(gone::remove);
    out.println(plan.request().kind().label() + " of " + plan.request().subject());
    out.println("  before  " + String.join(", ", plan.previous()));
    out.println("  after   " + String.join(", ", plan.request().target().labels()));
    for (String name : gone) {
      String into = plan.request().target().into().get(name);
      out.println(
          "  " + name + (into == null ? " goes, and nothing may have it" : " becomes " + into));
    }
    out.println("  columns " + String.join(", ", plan.columns()));
    out.println();
    TextTable table = new TextTable("STEP", "DOES", "STRONGEST LOCK");
    for (Plan.Part part : plan.steps()) {
      table.row(part.step().label(), part.step().what(), part.step().lock());
    }
    table.print(out);
    out.println();
    out.println(
        "About "
            + plan.estimate().rows()
            + " rows, "
            + plan.estimate().time().toSeconds()
            + " s. Disk: up to "
            + mib(plan.estimate().tableBytes())
            + " MiB for the tables, "
            + mib(plan.estimate().indexBytes())
            + " MiB for indexes, as much again for WAL");
    plan.warnings().forEach(warning -> out.println("Warning: " + warning));
    for (Plan.Part part : plan.steps()) {
      out.println();
      out.println(
          "-- " + part.step().label() + (part.step() == Step.SWAP ? ", one transaction" : ""));
      part.statements().forEach(sql -> out.println(sql.strip() + ";"));
    }
    if (!plan.refusals().isEmpty()) {
      out.println();
      out.println("In the way:");
      plan.refusals().forEach(reason -> out.println("  " + reason));
    }
    out.flush();
  }

  private static long mib(long bytes) {
    return (bytes + MIB - 1) / MIB;
  }
}
