"""Writes the Parquet files beside it, as Hugging Face exports data sets: rows made up, layout and writer theirs. Run once, in this
folder:  python write.py   (datasets 5.2.0, pyarrow 26.0.1, pillow 13.0.0 from PyPI). Columns are those of CORD v2
(naver-clova-ix/cord-v2), DocVQA (nielsr/docvqa_1200_examples and lmms-lab/DocVQA) and FUNSD (nielsr/funsd-layoutlmv3)."""
import io, json
import pyarrow.parquet as pq
from datasets import ClassLabel, Dataset, Features, Image, List, Value
from PIL import Image as Picture, ImageDraw


def picture(width, height, boxes):
    image = Picture.new("RGB", (width, height), "white")
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return {"bytes": out.getvalue(), "path": None}


def quad(x0, y0, x1, y1):
    return {"x1": x0, "y1": y0, "x2": x1, "y2": y0, "x3": x1, "y3": y1, "x4": x0, "y4": y1}


def line(category, words, group):
    return {"words": [{"quad": quad(*box), "is_key": key, "row_id": row, "text": text} for text, box, key, row in words],
            "category": category, "group_id": group, "sub_group_id": 0}


truth = {
    "gt_parse": {"menu": [{"nm": "TEA", "price": "2.50"}], "total": {"total_price": "2.50"}},
    "meta": {"version": "0.2", "split": "train", "image_id": 0, "image_size": {"width": 100, "height": 60}},
    "valid_line": [line("menu.nm", [("TEA", (10, 10, 30, 18), 0, 1)], 1), line("menu.price", [("2.50", (70, 10, 90, 18), 0, 1)], 1),
                   line("total.total_price", [("TOTAL", (10, 40, 40, 48), 1, 2), ("2.50", (70, 40, 90, 48), 0, 2)], 2)],
    "roi": {}, "repeating_symbol": [], "dontcare": [],
}
cord = Dataset.from_dict(
    {"image": [picture(100, 60, [(10, 10, 30, 18)])] * 2,
     "ground_truth": [json.dumps(truth), json.dumps({"gt_parse": {"class": "letter", "cc": ["Ann", "Ben"]}})]},
    features=Features({"image": Image(), "ground_truth": Value("string")}))
cord.to_parquet("cord/train-00000-of-00001.parquet")

# lmms-lab: a question a row, no words.
asked = {"questionId": ["49153", "49154"], "question": ["What is the region?", "Who signed?"],
         "image": [picture(100, 60, [(10, 10, 30, 18)])] * 2, "answers": [["7", "seven"], []]}
text, texts = Value("string"), List(Value("string"))
Dataset.from_dict(asked, features=Features({"questionId": text, "question": text, "image": Image(), "answers": texts})).to_parquet(
    "docvqa/validation-00000-of-00001.parquet")


def packed(dataset, path, compression, **more):
    """With another compression, and without statistics, to stay small."""
    pq.write_table(dataset.data.table.cast(dataset.features.arrow_schema), path, compression=compression, write_statistics=False, **more)


# nielsr: questions in several languages, words with boxes.
packed(Dataset.from_dict(
    {"id": ["train_0"], "image": [picture(200, 100, [])], "query": [{"de": "Welche Region?", "en": "Which region?"}], "answers": [["7"]],
     "words": [["Region", "7"]], "bounding_boxes": [[[20, 10, 80, 20], [100, 10, 1600, 20]]]},
    features=Features({"id": text, "image": Image(), "query": {"de": text, "en": text}, "answers": texts, "words": texts,
                       "bounding_boxes": List(List(Value("int64")))})
), "docvqa-pixels/default/train/0000.parquet", "gzip", store_schema=False)

names = ["O", "B-HEADER", "I-HEADER", "B-QUESTION", "I-QUESTION", "B-ANSWER", "I-ANSWER"]
forms = {"id": ["0", "1"], "tokens": [["Date", ":", "May", "4", "x"], ["FORM"]],
         "bboxes": [[[100, 100, 180, 120], [185, 100, 190, 120], [300, 100, 360, 120], [370, 100, 380, 120], [900, 980, 910, 1000]],
                    [[100, 100, 200, 120]]],
         "ner_tags": [[3, 4, 5, 6, 0], [2]], "image": [picture(100, 60, []), picture(60, 100, [])]}
Dataset.from_dict(forms, features=Features(
    {"id": text, "tokens": texts, "bboxes": List(List(Value("int64"))), "ner_tags": List(ClassLabel(names=names)), "image": Image()})
).to_parquet("funsd/data/train-00000-of-00001-4d2a.parquet")

packed(Dataset.from_dict({"image": [picture(30, 40, [])], "label": [1]},
                         features=Features({"image": Image(), "label": ClassLabel(names=["letter", "form"])})), "classes/test.parquet", "zstd")
