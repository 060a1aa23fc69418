# label: fast
# timeout: 300
"""A row or two of each sort of hostile_packages.py, which tries all of them in the label ci."""

import os
import pathlib
import sys

FEW = """name_dotdot name_abs bad_utf8 name_bidi name_git dup_exact dup_norm file_then_dir symlink_then_write mode_fifo
bomb_hidden bomb_many overlap size_lie_large bad_crc swapped_bytes local_name two_eocd prefix_junk truncated encrypted
unicode_path descriptor_lie json_deep not_in_manifest text_probe forged_key forged_year user_file_broken
as_it_is streamed bare_folder staging_link claimed_object""".split()
os.execv(sys.executable, [sys.executable, str(pathlib.Path(__file__).with_name("hostile_packages.py")), *FEW])
