package io.openoms.cli.command;

import io.openoms.cli.file.FileProject;
import io.openoms.error.ConfigurationException;
import io.openoms.flink.FlinkClusters;
import io.openoms.spi.remote.RemoteCopy;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --flink [HOST:PORT]}. */
final class FlinkOption {

  private static final Pattern ADDRESS = Pattern.compile("([^:/\\s]+):(\\d{1,5})");

  /** Takes what follows where it is an address: otherwise it is the file. */
  private static final class AddressIfGiven implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> rest, ArgSpec flink, CommandSpec command) {
      boolean isAddress = !rest.isEmpty() && ADDRESS.matcher(rest.peek()).matches();
      flink.setValue(isAddress ? rest.pop() : "");
    }
  }

  @Option(
      names = "--flink",
      arity = "0..1",
      parameterConsumer = AddressIfGiven.class,
      paramLabel = "HOST:PORT",
      description = {
        "Has a Flink session cluster copy the rows of the phase full: that of this REST address.",
        "Without HOST:PORT a cluster within this process."
      })
  private @Nullable String address;

  /** Who copies, where it was asked for. */
  Optional<RemoteCopy> copy(Path file) {
    String cluster = address;
    if (cluster == null) {
      return Optional.empty();
    }
    requireFlink();
    FileProject factory = FileProject.of(file);
    Matcher parts = ADDRESS.matcher(cluster);
    return Optional.of(
        parts.matches()
            ? FlinkClusters.session(
                factory.withoutSecrets(), parts.group(1), Integer.parseInt(parts.group(2)), jars())
            : FlinkClusters.local(factory));
  }

  private static void requireFlink() {
    try {
      Class.forName(
          "org.apache.flink.client.program.ClusterClient",
          false,
          FlinkOption.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ConfigurationException(
          List.of("--flink needs Flink's client on the class path, where ./oms --flink puts it"));
    }
  }

  /** All of the program but Flink itself, which the cluster has. */
  private static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> !String.valueOf(jar.getFileName()).startsWith("flink-"))
        .toList();
  }
}
