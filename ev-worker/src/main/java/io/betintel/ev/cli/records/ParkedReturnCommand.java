package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.ChosenBetType;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.parking.ParkedRecords;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "return",
    mixinStandardHelpOptions = true,
    description = {
      "Returns a bet type's parked events.",
      "The workers do so by themselves once the type is enabled, so this is for two things: to wait"
          + " until none of the type waits (--wait), and to return everything that the topic still"
          + " keeps once more (--again), after a mistaken purge or when the books were lost. What"
          + " is in the books already is superseded then: no bet is doubled.",
      "Refused, with the reason, while the type is not served: its events would only be parked"
          + " again."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  the return is under way, or with --wait done",
      "  1  the type is not served, or with --wait events still wait",
      "  2  wrong usage or configuration"
    })
final class ParkedReturnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenBetType betType;
  @Mixin private WaitOption wait;

  @Option(names = "--again", description = "Return all that the topic keeps, not only what waits.")
  private boolean again;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (ParkedAccess parked = new ParkedAccess(Configuration.fromEnvironment(System.getenv()))) {
      Optional<String> obstacle = parked.obstacle(betType.get());
      if (obstacle.isPresent()) {
        err.println("refused: " + obstacle.get());
        return 1;
      }
      ParkedRecords records = parked.records();
      long waiting = again ? records.again(betType.get()) : records.waiting(betType.get());
      out.println(waiting + " parked events of " + betType.get() + " wait to be returned");
      out.flush();
      if (wait.isAsked()) {
        Optional<Long> none =
            wait.until(() -> Optional.of(records.waiting(betType.get())).filter(left -> left == 0));
        if (none.isEmpty()) {
          err.println(
              records.waiting(betType.get())
                  + " still wait after "
                  + wait.patience().toSeconds()
                  + " s: do workers run, and does each serve the type? ev-worker status");
          return 1;
        }
        out.println("no event waits any more");
      }
      return 0;
    }
  }
}
