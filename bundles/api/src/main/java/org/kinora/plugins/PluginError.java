package org.kinora.plugins;

import org.kinora.media.ErrorCode;
import org.kinora.media.ErrorKind;

/** Why a plugin is refused. */
public enum PluginError implements ErrorCode {
  /** The file is no whole bundle: cut off, damaged, or of a kind that cannot come at run time. */
  PLUGIN_FILE_INVALID(
      ErrorKind.DATA, "Copy the file again, or ask its maker for an OSGi bundle that is whole."),
  /** The owner, the permissions or the checksum of the file are not what the policy asks for. */
  PLUGIN_NOT_TRUSTED(
      ErrorKind.USER, "Make the file yours alone to change (chmod go-w), or allow its checksum."),
  /** Something that the bundle imports is not there. */
  PLUGIN_UNRESOLVED(
      ErrorKind.RESOURCE, "Add what the message names, or take a version made for this Kinora."),
  /** The bundle does not start, or its services do not come. */
  PLUGIN_START_FAILED(ErrorKind.DATA, "The version before goes on; ask the plugin's maker."),
  /** The bundle carries others and is changed by restart only. */
  PLUGIN_FIXED(ErrorKind.USER, "Start Kinora with a feature that holds the other version.");

  private final ErrorKind kind;
  private final String remedy;

  PluginError(ErrorKind kind, String remedy) {
    this.kind = kind;
    this.remedy = remedy;
  }

  @Override
  public String domain() {
    return "kinora";
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
