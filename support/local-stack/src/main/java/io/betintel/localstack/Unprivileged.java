package io.betintel.localstack;

import com.sun.security.auth.module.UnixSystem;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that refuse to run as root. Root runs them in a user namespace of their own, where the
 * process is nobody; outside, the process and its files belong to root.
 */
final class Unprivileged {
  private Unprivileged() {}

  static ProcessBuilder command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (new UnixSystem().getUid() == 0) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(program);
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
