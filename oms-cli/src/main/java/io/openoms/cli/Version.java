package io.openoms.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Oms.class.getPackage().getImplementationVersion();
    return new String[] {"openoms " + (version == null ? "(not from a jar)" : version)};
  }
}
