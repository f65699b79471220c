package org.kinora.lib.boxes;

import java.util.Map;

/** What the elements of Matroska are called, and what they hold (RFC 8794 and RFC 9559). */
final class MatroskaNames {
  /** Its end need not be known. */
  static final int SEGMENT = 0x18538067;

  /** What an element holds. */
  enum Kind {
    MASTER,
    UINT,
    INT,
    FLOAT,
    TEXT,
    BLOCK,
    SIMPLE_BLOCK,
    BINARY
  }

  /** An element. */
  record Element(String name, Kind kind) {}

  private static final Map<Integer, Element> KNOWN =
      Map.ofEntries(
          master(0x1A45DFA3, "EBML"),
          entry(0x4286, "EBMLVersion", Kind.UINT),
          entry(0x42F7, "EBMLReadVersion", Kind.UINT),
          entry(0x42F2, "EBMLMaxIDLength", Kind.UINT),
          entry(0x42F3, "EBMLMaxSizeLength", Kind.UINT),
          entry(0x4282, "DocType", Kind.TEXT),
          entry(0x4287, "DocTypeVersion", Kind.UINT),
          entry(0x4285, "DocTypeReadVersion", Kind.UINT),
          entry(0xEC, "Void", Kind.BINARY),
          entry(0xBF, "CRC-32", Kind.BINARY),
          master(SEGMENT, "Segment"),
          master(0x114D9B74, "SeekHead"),
          master(0x4DBB, "Seek"),
          entry(0x53AB, "SeekID", Kind.BINARY),
          entry(0x53AC, "SeekPosition", Kind.UINT),
          master(0x1549A966, "Info"),
          entry(0x2AD7B1, "TimestampScale", Kind.UINT),
          entry(0x4489, "Duration", Kind.FLOAT),
          entry(0x4D80, "MuxingApp", Kind.TEXT),
          entry(0x5741, "WritingApp", Kind.TEXT),
          entry(0x7BA9, "Title", Kind.TEXT),
          entry(0x4461, "DateUTC", Kind.INT),
          entry(0x73A4, "SegmentUUID", Kind.BINARY),
          master(0x1654AE6B, "Tracks"),
          master(0xAE, "TrackEntry"),
          entry(0xD7, "TrackNumber", Kind.UINT),
          entry(0x73C5, "TrackUID", Kind.UINT),
          entry(0x83, "TrackType", Kind.UINT),
          entry(0x9C, "FlagLacing", Kind.UINT),
          entry(0xB9, "FlagEnabled", Kind.UINT),
          entry(0x88, "FlagDefault", Kind.UINT),
          entry(0x55AA, "FlagForced", Kind.UINT),
          entry(0x55EE, "MaxBlockAdditionID", Kind.UINT),
          entry(0x536E, "Name", Kind.TEXT),
          entry(0x22B59C, "Language", Kind.TEXT),
          entry(0x22B59D, "LanguageBCP47", Kind.TEXT),
          entry(0x258688, "CodecName", Kind.TEXT),
          entry(0x86, "CodecID", Kind.TEXT),
          entry(0x63A2, "CodecPrivate", Kind.BINARY),
          entry(0x56AA, "CodecDelay", Kind.UINT),
          entry(0x56BB, "SeekPreRoll", Kind.UINT),
          entry(0x23E383, "DefaultDuration", Kind.UINT),
          master(0xE0, "Video"),
          entry(0xB0, "PixelWidth", Kind.UINT),
          entry(0xBA, "PixelHeight", Kind.UINT),
          entry(0x54B0, "DisplayWidth", Kind.UINT),
          entry(0x54BA, "DisplayHeight", Kind.UINT),
          entry(0x54B2, "DisplayUnit", Kind.UINT),
          entry(0x9A, "FlagInterlaced", Kind.UINT),
          entry(0x53B8, "StereoMode", Kind.UINT),
          entry(0x53C0, "AlphaMode", Kind.UINT),
          master(0x55B0, "Colour"),
          entry(0x55B1, "MatrixCoefficients", Kind.UINT),
          entry(0x55B9, "Range", Kind.UINT),
          entry(0x55BA, "TransferCharacteristics", Kind.UINT),
          entry(0x55BB, "Primaries", Kind.UINT),
          entry(0x55B2, "BitsPerChannel", Kind.UINT),
          entry(0x55B7, "ChromaSitingHorz", Kind.UINT),
          entry(0x55B8, "ChromaSitingVert", Kind.UINT),
          entry(0x55BC, "MaxCLL", Kind.UINT),
          entry(0x55BD, "MaxFALL", Kind.UINT),
          master(0x55D0, "MasteringMetadata"),
          master(0xE1, "Audio"),
          entry(0xB5, "SamplingFrequency", Kind.FLOAT),
          entry(0x78B5, "OutputSamplingFrequency", Kind.FLOAT),
          entry(0x9F, "Channels", Kind.UINT),
          entry(0x6264, "BitDepth", Kind.UINT),
          master(0x1F43B675, "Cluster"),
          entry(0xE7, "Timestamp", Kind.UINT),
          entry(0xA7, "Position", Kind.UINT),
          entry(0xAB, "PrevSize", Kind.UINT),
          entry(0xA3, "SimpleBlock", Kind.SIMPLE_BLOCK),
          master(0xA0, "BlockGroup"),
          entry(0xA1, "Block", Kind.BLOCK),
          entry(0x9B, "BlockDuration", Kind.UINT),
          entry(0xFA, "ReferencePriority", Kind.UINT),
          master(0x75A1, "BlockAdditions"),
          master(0xA6, "BlockMore"),
          entry(0xEE, "BlockAddID", Kind.UINT),
          entry(0xA5, "BlockAdditional", Kind.BINARY),
          entry(0xFB, "ReferenceBlock", Kind.INT),
          entry(0x75A2, "DiscardPadding", Kind.INT),
          master(0x1C53BB6B, "Cues"),
          master(0xBB, "CuePoint"),
          entry(0xB3, "CueTime", Kind.UINT),
          master(0xB7, "CueTrackPositions"),
          entry(0xF7, "CueTrack", Kind.UINT),
          entry(0xF1, "CueClusterPosition", Kind.UINT),
          entry(0xF0, "CueRelativePosition", Kind.UINT),
          entry(0xB2, "CueDuration", Kind.UINT),
          entry(0x5378, "CueBlockNumber", Kind.UINT),
          master(0x1254C367, "Tags"),
          master(0x7373, "Tag"),
          master(0x63C0, "Targets"),
          entry(0x68CA, "TargetTypeValue", Kind.UINT),
          entry(0x63C5, "TagTrackUID", Kind.UINT),
          master(0x67C8, "SimpleTag"),
          entry(0x45A3, "TagName", Kind.TEXT),
          entry(0x447A, "TagLanguage", Kind.TEXT),
          entry(0x4484, "TagDefault", Kind.UINT),
          entry(0x4487, "TagString", Kind.TEXT),
          master(0x1043A770, "Chapters"),
          master(0x45B9, "EditionEntry"),
          master(0xB6, "ChapterAtom"),
          entry(0x73C4, "ChapterUID", Kind.UINT),
          entry(0x91, "ChapterTimeStart", Kind.UINT),
          entry(0x92, "ChapterTimeEnd", Kind.UINT),
          master(0x80, "ChapterDisplay"),
          entry(0x85, "ChapString", Kind.TEXT),
          entry(0x437C, "ChapLanguage", Kind.TEXT),
          master(0x1941A469, "Attachments"),
          master(0x61A7, "AttachedFile"),
          entry(0x466E, "FileName", Kind.TEXT),
          entry(0x4660, "FileMediaType", Kind.TEXT),
          entry(0x46AE, "FileUID", Kind.UINT),
          entry(0x465C, "FileData", Kind.BINARY));

  private MatroskaNames() {}

  /** The element with this ID, marker included; one that is not known has its ID as name. */
  static Element of(int id) {
    return KNOWN.getOrDefault(id, new Element(Integer.toHexString(id), Kind.BINARY));
  }

  private static Map.Entry<Integer, Element> entry(int id, String name, Kind kind) {
    return Map.entry(id, new Element(name, kind));
  }

  private static Map.Entry<Integer, Element> master(int id, String name) {
    return entry(id, name, Kind.MASTER);
  }
}
