package org.kinora.lib.matroska;

/** Element IDs, marker bits included (RFC 8794, section 11.2, and RFC 9559, section 5.1). */
public final class MatroskaId {
  public static final int EBML = 0x1A45DFA3;
  public static final int EBML_VERSION = 0x4286;
  public static final int EBML_READ_VERSION = 0x42F7;
  public static final int EBML_MAX_ID_LENGTH = 0x42F2;
  public static final int EBML_MAX_SIZE_LENGTH = 0x42F3;
  public static final int DOC_TYPE = 0x4282;
  public static final int DOC_TYPE_VERSION = 0x4287;
  public static final int DOC_TYPE_READ_VERSION = 0x4285;
  public static final int VOID = 0xEC;
  public static final int CRC_32 = 0xBF;

  public static final int SEGMENT = 0x18538067;

  public static final int SEEK_HEAD = 0x114D9B74;
  public static final int SEEK = 0x4DBB;
  public static final int SEEK_ID = 0x53AB;
  public static final int SEEK_POSITION = 0x53AC;

  public static final int INFO = 0x1549A966;
  public static final int TIMESTAMP_SCALE = 0x2AD7B1;
  public static final int DURATION = 0x4489;
  public static final int DATE_UTC = 0x4461;
  public static final int TITLE = 0x7BA9;
  public static final int MUXING_APP = 0x4D80;
  public static final int WRITING_APP = 0x5741;

  public static final int TRACKS = 0x1654AE6B;
  public static final int TRACK_ENTRY = 0xAE;
  public static final int TRACK_NUMBER = 0xD7;
  public static final int TRACK_UID = 0x73C5;
  public static final int TRACK_TYPE = 0x83;
  public static final int FLAG_LACING = 0x9C;
  public static final int DEFAULT_DURATION = 0x23E383;
  public static final int NAME = 0x536E;
  public static final int LANGUAGE = 0x22B59C;
  public static final int CODEC_ID = 0x86;
  public static final int CODEC_PRIVATE = 0x63A2;
  public static final int TRACK_TIMESTAMP_SCALE = 0x23314F;
  public static final int CONTENT_ENCODINGS = 0x6D80;
  public static final int CODEC_DELAY = 0x56AA;
  public static final int SEEK_PRE_ROLL = 0x56BB;

  public static final int VIDEO = 0xE0;
  public static final int PIXEL_WIDTH = 0xB0;
  public static final int PIXEL_HEIGHT = 0xBA;
  public static final int COLOUR = 0x55B0;
  public static final int MATRIX_COEFFICIENTS = 0x55B1;
  public static final int RANGE = 0x55B9;
  public static final int TRANSFER_CHARACTERISTICS = 0x55BA;
  public static final int PRIMARIES = 0x55BB;

  public static final int AUDIO = 0xE1;
  public static final int SAMPLING_FREQUENCY = 0xB5;
  public static final int CHANNELS = 0x9F;
  public static final int BIT_DEPTH = 0x6264;

  public static final int CLUSTER = 0x1F43B675;
  public static final int TIMESTAMP = 0xE7;
  public static final int POSITION = 0xA7;
  public static final int PREV_SIZE = 0xAB;
  public static final int SIMPLE_BLOCK = 0xA3;
  public static final int BLOCK_GROUP = 0xA0;
  public static final int BLOCK = 0xA1;
  public static final int BLOCK_DURATION = 0x9B;
  public static final int BLOCK_ADDITIONS = 0x75A1;
  public static final int BLOCK_MORE = 0xA6;
  public static final int REFERENCE_BLOCK = 0xFB;
  public static final int DISCARD_PADDING = 0x75A2;

  public static final int CUES = 0x1C53BB6B;
  public static final int CUE_POINT = 0xBB;
  public static final int CUE_TIME = 0xB3;
  public static final int CUE_TRACK_POSITIONS = 0xB7;
  public static final int CUE_TRACK = 0xF7;
  public static final int CUE_CLUSTER_POSITION = 0xF1;
  public static final int CUE_RELATIVE_POSITION = 0xF0;

  private MatroskaId() {}
}
