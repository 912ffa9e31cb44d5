"""Whose number it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

OWNERS = [
    # whom a text comes back to
    pytest.param(
        "NetEase's revenue was RMB 25 billion in the second quarter. Youdao grew its revenue by 9%. Gross profit increased 12%, "
        "and operating expenses rose 8%.",
        {"RMB 25 billion": "NetEase", "9%": "Youdao", "12%": "NetEase", "8%": "NetEase"},
        id="profit of the group",
    ),
    pytest.param(
        "Youdao's revenue rose 9% in the second quarter. Gross profit increased 12%.", {"9%": "Youdao", "12%": "Youdao"}, id="of its own"
    ),
    pytest.param(
        "Trip.com expects travellers in China to make 600 million trips in October.", {"600 million": "China"}, id="only foresees it"
    ),
    pytest.param(
        "Weibo has 580 million users. CEO Wang Gaofei told investors he expects 600 million in 2025.",
        {"580 million": "Weibo", "600 million": "Weibo"},
        id="investors are told",
    ),
    pytest.param(
        "NetEase's games sold well. The United States, Japan and South Korea contributed 32%, 20% and 9% of overseas revenue.",
        {"32%": "NetEase", "20%": "NetEase", "9%": "NetEase"},
        id="places that contribute",
    ),
    pytest.param(
        "Huawei did well. China's smartphone market grew 3% to 68 million units in 2023. IDC expects shipments of 70 million in 2025.",
        {"3%": "China", "68 million": "China", "70 million": "China"},
        id="the place told of last",
    ),
    pytest.param(
        "Ma Shuyang, who heads the committee, spoke in China. Sales in the domestic game market rose 2% to 144 billion yuan.",
        {"2%": "China", "144 billion yuan": "China"},
        id="a person who heads something",
    ),
    # by grammar
    pytest.param("JD's revenue was RMB 3 billion.", {"RMB 3 billion": "JD"}, id="possessive"),
    pytest.param("Revenue at JD was RMB 3 billion.", {"RMB 3 billion": "JD"}, id="at"),
    pytest.param("The revenue of JD was RMB 3 billion.", {"RMB 3 billion": "JD"}, id="of"),
    pytest.param("JD revenue hit RMB 3 billion.", {"RMB 3 billion": "JD"}, id="compound"),
    pytest.param("JD reported revenue of RMB 3 billion.", {"RMB 3 billion": "JD"}, id="subject"),
    pytest.param("In the second quarter, JD booked RMB 3 billion in revenue.", {"RMB 3 billion": "JD"}, id="subject behind a time"),
    pytest.param("Revenue of RMB 3 billion was reported by JD.", {"RMB 3 billion": "JD"}, id="by behind"),
    pytest.param("There were 40 million daily active users on Kuaishou.", {"40 million": "Kuaishou"}, id="on behind"),
    pytest.param("With 40 million daily active users, Kuaishou is growing fast.", {"40 million": "Kuaishou"}, id="subject behind"),
    pytest.param("20,000 vehicles were delivered by Nio in July.", {"20,000": "Nio"}, id="passive by"),
    pytest.param("GMV of 500 million yuan was generated on Kuaishou.", {"500 million yuan": "Kuaishou"}, id="passive on"),
    pytest.param("Orders rose to 60 million daily at Meituan.", {"60 million": "Meituan"}, id="at, at the end"),
    # several names
    pytest.param(
        "JD's revenue was RMB 3 billion, while Meituan's revenue was RMB 2 billion.",
        {"RMB 3 billion": "JD", "RMB 2 billion": "Meituan"},
        id="two clauses",
    ),
    pytest.param(
        "Tencent, which owns a part of JD, reported revenue of RMB 3 billion.", {"RMB 3 billion": "Tencent"}, id="relative clause"
    ),
    pytest.param("Alibaba's Taobao has 900 million users.", {"900 million": "Taobao"}, id="owner only qualifies"),
    pytest.param("Alibaba-backed Lazada has 50 million users.", {"50 million": "Lazada"}, id="backed by"),
    pytest.param(
        "TikTok rival Kuaishou has 50 million users.",
        {"50 million": "Kuaishou"},
        id="rival qualifies",
    ),
    pytest.param(
        "Unlike Meituan, JD reported revenue of RMB 3 billion.",
        {"RMB 3 billion": "JD"},
        id="compared name",
    ),
    pytest.param("JD's revenue of RMB 3 billion topped that of Meituan.", {"RMB 3 billion": "JD"}, id="beaten name"),
    pytest.param("Xpeng, whose deliveries fell, has 13,000 employees.", {"13,000": "Xpeng"}, id="whose"),
    pytest.param("Pinduoduo parent PDD's revenue rose 86%.", {"86%": "PDD"}, id="parent and its name"),
    pytest.param("Nvidia supplier SK Hynix's profit rose 5%.", {"5%": "SK Hynix"}, id="supplier and its name"),
    pytest.param(
        "Douyin, TikTok's Chinese sibling, has 750 million users.",
        {"750 million": "Douyin"},
        id="relation in an apposition",
    ),
    # reporters and places own nothing of others
    pytest.param("Counterpoint said Huawei shipped 11 million smartphones.", {"11 million": "Huawei"}, id="reporter in front"),
    pytest.param("Huawei shipped 11 million smartphones, according to Counterpoint.", {"11 million": "Huawei"}, id="reporter behind"),
    pytest.param("Hangzhou-based Alibaba has 200,000 employees.", {"200,000": "Alibaba"}, id="based in"),
    pytest.param("Xiaomi sold 3 million smartphones in India.", {"3 million": "Xiaomi"}, id="place of the sale"),
    pytest.param("China's retail sales rose 2.7% in July.", {"2.7%": "China"}, id="a country's own figure"),
    pytest.param("In China, Apple shipped 10 million smartphones.", {"10 million": "Apple"}, id="place in front"),
    pytest.param("Apple's China revenue fell 8%.", {"8%": "Apple"}, id="place inside the metric"),
    pytest.param("Shenzhen-listed BYD's profit rose 24%.", {"24%": "BYD"}, id="listed in"),
    pytest.param("Xiaomi founder Lei Jun said the company delivered 10,000 cars.", {"10,000": "Xiaomi"}, id="who said so"),
    pytest.param("Analysts at Morgan Stanley expect JD's revenue to rise 5%.", {"5%": "JD"}, id="analysts at a bank"),
    # what is bought or held
    pytest.param("Tencent bought a 10% stake in Ubisoft.", {"10%": "Ubisoft"}, id="stake is the target's"),
    pytest.param("Alibaba acquired Sun Art for $3.6 billion.", {"$3.6 billion": "Sun Art"}, id="deal is the target's"),
    # carried from before
    pytest.param("JD published its results. Revenue rose 5%.", {"5%": "JD"}, id="sentence before"),
    pytest.param("JD published its results. The company's revenue rose 5%.", {"5%": "JD"}, id="the company"),
    pytest.param("JD published its results. It had 500 million users.", {"500 million": "JD"}, id="it"),
    pytest.param("Xiaomi published its results. Total revenue rose 5%.", {"5%": "Xiaomi"}, id="total of the one spoken of"),
    # distributive
    pytest.param("Mixue and Luckin Coffee each have 20,000 stores.", {"20,000": "Mixue & Luckin Coffee"}, id="each"),
    # possessor of the amount
    pytest.param("JD's revenue grew 5%, more than Meituan's 3%.", {"5%": "JD", "3%": "Meituan"}, id="possessive of the amount"),
    pytest.param("Amazon's 20% share of the market exceeded Temu's 5%.", {"20%": "Amazon", "5%": "Temu"}, id="possessive shares"),
    pytest.param(
        "Meta's $60.6 billion in capital expenditure exceeded Tencent's $10 billion.",
        {"$60.6 billion": "Meta", "$10 billion": "Tencent"},
        id="possessive money",
    ),
    pytest.param("Meituan's 70% market share dwarfs that of Ele.me.", {"70%": "Meituan"}, id="that of another"),
    pytest.param("Growth in China's retail sales slowed to 2% from 3.7%.", {"2%": "China", "3.7%": "China"}, id="possessive of the metric"),
    # nobody
    pytest.param("Revenue rose 5%.", {"5%": "-"}, id="nobody named"),
    # relative clauses
    pytest.param("Vipshop followed the price cuts of Taobao, whose orders rose 12%.", {"12%": "Taobao"}, id="whose, of the name before"),
    pytest.param(
        "Baidu copied the pricing of Alibaba Cloud, which has 4 million customers.",
        {"4 million": "Alibaba Cloud"},
        id="which, of the name before",
    ),
    pytest.param("JD, whose revenue grew 5%, followed the discounts of PDD.", {"5%": "JD"}, id="whose, of the subject"),
    # participles
    pytest.param("Didi fended off Amap's attack, spending RMB 900 million.", {"RMB 900 million": "Didi"}, id="spending"),
    pytest.param("MiniMax outpaced Zhipu AI, raising $600 million.", {"$600 million": "MiniMax"}, id="raising"),
    pytest.param("Meituan lost users to Douyin, which spent RMB 3 billion on subsidies.", {"RMB 3 billion": "Douyin"}, id="which spent"),
    pytest.param(
        "Ele.me shrugged off Meituan's advance, spending RMB 700 million on marketing.",
        {"RMB 700 million": "Ele.me"},
        id="spending on a noun",
    ),
    pytest.param(
        "Luckin Coffee overtook Starbucks, booking RMB 8 billion in revenue.",
        {"RMB 8 billion": "Luckin Coffee"},
        id="booking in a noun",
    ),
    pytest.param(
        "Geely overtook Volkswagen, selling 140,000 vehicles.",
        {"140,000": "Geely"},
        id="selling counted things",
    ),
    pytest.param("Meituan fended off Douyin, adding 20 million users.", {"20 million": "Meituan"}, id="adding counted things"),
    pytest.param(
        "JD matched Pinduoduo's discounts, losing RMB 1 billion.",
        {"RMB 1 billion": "JD"},
        id="losing",
        marks=pytest.mark.xfail(strict=True, reason='"discounts" before the comma is read as the metric'),
    ),
    # statistics offices count for their country
    pytest.param(
        "The State Post Bureau counted 80 billion parcels in the first half of 2024.", {"80 billion": "China"}, id="a bureau counted"
    ),
    pytest.param("CNNIC counted 1.09 billion internet users at the end of 2023.", {"1.09 billion": "China"}, id="an office counted users"),
    pytest.param(
        "The General Administration of Customs counted exports of $300 billion in July.", {"$300 billion": "China"}, id="customs counted"
    ),
    pytest.param(
        "The State Post Bureau said ZTO Express handled 15 billion parcels in the first half.",
        {"15 billion": "ZTO Express"},
        id="a bureau said of a company",
    ),
    # livestream hosts
    pytest.param("Li Jiaqi drew 45 million viewers in a single night.", {"45 million": "Li Jiaqi"}, id="host drew"),
    pytest.param("Xinba sold goods worth RMB 2 billion in one livestream.", {"RMB 2 billion": "Xinba"}, id="host sold"),
    pytest.param("Goods worth RMB 500 million were sold on Taobao.", {"RMB 500 million": "Taobao"}, id="no host"),
    # names behind prepositions are no subjects
    pytest.param("Luo Yonghao's show on Douyin sold goods worth RMB 110 million.", {"RMB 110 million": "Luo Yonghao"}, id="show on"),
    pytest.param("Dong Jie's debut on Xiaohongshu sold goods worth RMB 70 million.", {"RMB 70 million": "Dong Jie"}, id="debut on"),
    pytest.param("On Taobao, Li Jiaqi's show sold goods worth RMB 500 million.", {"RMB 500 million": "Li Jiaqi"}, id="on, in front"),
    pytest.param(
        "Shows by Xinba on Kuaishou sold goods worth RMB 120 million.",
        {"RMB 120 million": "Xinba"},
        id="by a host on a platform",
        marks=pytest.mark.xfail(strict=True, reason="the platform is taken before the host"),
    ),
    # who is funded
    pytest.param("Hillhouse led an $80 million round in Galbot.", {"$80 million": "Galbot"}, id="led a round in"),
    pytest.param("Tencent led a $300 million round in MiniMax.", {"$300 million": "MiniMax"}, id="led a round in, of a company"),
    pytest.param("Galbot raised $80 million in a round led by Hillhouse.", {"$80 million": "Galbot"}, id="raised in a round led by"),
    pytest.param("A group led by Alibaba invested $700 million in Moonshot AI.", {"$700 million": "Moonshot AI"}, id="a group led by"),
    pytest.param(
        "A $60 million round led by Hillhouse in Galbot closed in June.",
        {"$60 million": "Galbot"},
        id="a round led by, in",
    ),
    pytest.param(
        "The $300 million Series B led by Alibaba in MiniMax was announced in March.",
        {"$300 million": "MiniMax"},
        id="a series led by, in",
    ),
    # later possessors
    pytest.param(
        "Honor had a 14% share of the smartphone market, in contrast to Vivo's 19%.", {"14%": "Honor", "19%": "Vivo"}, id="in contrast to"
    ),
    pytest.param("Meituan's revenue rose 21%, in contrast to JD's 1%.", {"21%": "Meituan", "1%": "JD"}, id="in contrast to, growth"),
    pytest.param(
        "Thailand's e-commerce penetration was 14%, in contrast to China's 27%.",
        {"14%": "Thailand", "27%": "China"},
        id="in contrast to a country",
    ),
    pytest.param(
        "Electric cars had a 14% share of sales in Germany, in contrast to China's 27%.",
        {"14%": "Germany", "27%": "China"},
        id="place and another's",
    ),
    pytest.param(
        "Germany had a 14% share of the market, in contrast to China's 27%.",
        {"14%": "Germany", "27%": "China"},
        id="a country as subject",
    ),
    # a part and the whole it is of
    pytest.param(
        "Douyin generated half of ByteDance's $120 billion in revenue.",
        {"half": "Douyin", "$120 billion": "ByteDance"},
        id="half of another's",
    ),
    pytest.param(
        "Baidu's search arm booked a quarter of the company's $18 billion in revenue.",
        {"a quarter": "Baidu Core", "$18 billion": "Baidu"},
        id="a quarter of the company's",
        marks=pytest.mark.xfail(strict=True, reason='"the company" is read as the unit'),
    ),
    # asides
    pytest.param("MetaX, set up by engineers from AMD, is seeking $500 million.", {"$500 million": "MetaX"}, id="set up by engineers from"),
    pytest.param("Galbot, started by a team from Google, raised $100 million.", {"$100 million": "Galbot"}, id="started by a team from"),
    pytest.param(
        "Moonshot AI spoke up. The company, whose backers include Tencent, ByteDance and Xiaomi, was valued at $3 billion.",
        {"$3 billion": "Moonshot AI"},
        id="whose backers include",
    ),
    pytest.param(
        "Unitree, which counts Meituan and Tencent among its shareholders, booked RMB 1 billion in revenue.",
        {"RMB 1 billion": "Unitree"},
        id="which counts names",
    ),
    pytest.param("Biren, a rival of Nvidia, raised $280 million.", {"$280 million": "Biren"}, id="a rival of"),
    pytest.param(
        "Biren raised $280 million, and Tencent, its shareholder, has 110,000 employees.",
        {"$280 million": "Biren", "110,000": "Tencent"},
        id="an aside behind another subject",
    ),
    pytest.param(
        "Meituan, fighting JD, spent RMB 5 billion.",
        {"RMB 5 billion": "Meituan"},
        id="a participle in an aside",
    ),
    # the city, the country, the region
    pytest.param(
        "Shanghai is courting robot makers. The city's robot market was worth RMB 20 billion.",
        {"RMB 20 billion": "Shanghai"},
        id="the city's",
    ),
    pytest.param(
        "Indonesia banned the app. The country's e-commerce market reached $62 billion.", {"$62 billion": "Indonesia"}, id="the country's"
    ),
    pytest.param("Temu expanded in Southeast Asia. The region's online sales rose 15%.", {"15%": "Southeast Asia"}, id="the region's"),
    pytest.param(
        "Temu entered Brazil and Southeast Asia. The country's retail sales rose 15%.", {"15%": "Brazil"}, id="a region is no country"
    ),
    pytest.param("BYD built a plant. The country's exports rose 20%.", {"20%": "China"}, id="the country of the lead"),
    pytest.param("Chengdu is rich in cafes. In the city, Luckin Coffee has 900 stores.", {"900": "Luckin Coffee"}, id="in the city"),
    pytest.param(
        "Didi entered Brazil. The company has 20 million users in the country.", {"20 million": "Didi"}, id="in the country, behind"
    ),
    # places inside amounts
    pytest.param("Trip.com earned US$540 million.", {"US$540 million": "Trip.com"}, id="US$"),
    pytest.param(
        "ByteDance published its results. Revenue was 120 billion U.S. dollars.",
        {"120 billion U.S. dollars": "ByteDance"},
        id="U.S. dollars",
    ),
    pytest.param("US retail sales were US$700 billion.", {"US$700 billion": "US"}, id="the US itself"),
    # names with their share
    pytest.param(
        "Alibaba Cloud led the market with 36%, ahead of Baidu AI Cloud with 19.3%.",
        {"36%": "Alibaba Cloud", "19.3%": "Baidu AI Cloud"},
        id="ahead of with",
    ),
    pytest.param(
        "Alibaba Cloud had 36% of China's cloud market, ahead of Huawei Cloud with 19% and Tencent Cloud with 16%.",
        {"36%": "Alibaba Cloud", "19%": "Huawei Cloud", "16%": "Tencent Cloud"},
        id="ahead of two with",
    ),
    pytest.param("Huawei Cloud, ahead of Baidu AI Cloud, held 19% of the market.", {"19%": "Huawei Cloud"}, id="ahead of in an aside"),
    pytest.param("JD Cloud, with 4% of the market, trails Alibaba Cloud.", {"4%": "JD Cloud"}, id="with in an aside"),
    # the group and its products
    pytest.param("Tencent launched Delta Force. The game was a hit. Group revenue rose 8%.", {"8%": "Tencent"}, id="group revenue"),
    pytest.param(
        "Tencent published its results. WeChat has 1.37 billion users. Total revenue rose 8%.",
        {"1.37 billion": "WeChat", "8%": "Tencent"},
        id="total revenue behind a product",
    ),
    pytest.param("Bilibili's game San Mou was a hit. San Mou's revenue rose 16%.", {"16%": "San Mou"}, id="the product's own"),
    pytest.param(
        "miHoYo released Genshin Impact. Genshin Impact is played everywhere. R&D spending reached RMB 2 billion.",
        {"RMB 2 billion": "miHoYo"},
        id="R&D of a game's maker",
    ),
    pytest.param(
        "Kuaishou presented Kling. Kling has 3 million users. Research and development expenses were RMB 3 billion.",
        {"3 million": "Kling AI", "RMB 3 billion": "Kuaishou"},
        id="R&D of a model's maker",
    ),
    pytest.param(
        "Baidu presented Ernie Bot. Ernie Bot has 300 million users. Its R&D expenses fell 8%.",
        {"300 million": "ERNIE Bot", "8%": "Baidu"},
        id="its R&D",
        marks=pytest.mark.xfail(strict=True, reason='"its" of a product is not passed on to the company'),
    ),
    pytest.param(
        "Bilibili's game San Mou was a hit. Revenue from the game rose 16%.",
        {"16%": "San Mou"},
        id="from the game",
    ),
    # places in front of a company's metric
    pytest.param("Temu is growing. US sales were $3 billion in May.", {"$3 billion": "Temu"}, id="US sales"),
    pytest.param("Temu is growing fast. Downloads worldwide exceeded 500 million.", {"500 million": "Temu"}, id="downloads worldwide"),
    pytest.param("Temu is popular. Its users in the US number 91 million.", {"91 million": "Temu"}, id="its users in the US"),
    pytest.param("Temu is growing. Retail sales in the US rose 3%.", {"3%": "US"}, id="retail sales are a country's"),
    pytest.param("Japan is ageing. Users in Japan number 100 million.", {"100 million": "Japan"}, id="no company spoken of"),
    pytest.param(
        "Shein is growing. Users around the world numbered 250 million.",
        {"250 million": "Shein"},
        id="users around the world",
        marks=pytest.mark.xfail(strict=True, reason="users can be a country's, so the place is taken before the company"),
    ),
    pytest.param(
        "TikTok is under pressure. Users in the US number 170 million.",
        {"170 million": "TikTok"},
        id="users in the US",
        marks=pytest.mark.xfail(strict=True, reason="users can be a country's, so the place is taken before the company"),
    ),
    pytest.param(
        "Roborock sold 2 million, 3 million and 4 million vacuums in Germany, France and Italy.",
        {"2 million": "Roborock", "3 million": "Roborock", "4 million": "Roborock"},
        id="as many places as figures",
    ),
    # arms
    pytest.param(
        "Alibaba presented its results. Its food delivery arm lost RMB 2 billion.", {"RMB 2 billion": "Ele.me"}, id="food delivery arm"
    ),
    pytest.param("JD's food delivery arm lost RMB 10 billion.", {"RMB 10 billion": "JD Takeaway"}, id="food delivery arm of JD"),
    pytest.param("Alibaba's logistics arm had revenue of RMB 27 billion.", {"RMB 27 billion": "Cainiao"}, id="logistics arm"),
    pytest.param(
        "JD's logistics arm had revenue of RMB 44 billion, while its food delivery arm lost RMB 10 billion.",
        {"RMB 44 billion": "JD Logistics", "RMB 10 billion": "JD Takeaway"},
        id="two arms in one sentence",
    ),
    # first persons
    pytest.param('Baidu lags Alibaba. "We have 300,000 customers," said Robin Li.', {"300,000": "Baidu"}, id="we have"),
    pytest.param(
        'Nio shares its stations with Changan. "Our stations served 50 million customers," William Li said.',
        {"50 million": "Nio"},
        id="our",
    ),
    pytest.param(
        'JD competes with Meituan. "Our orders exceed 20 million a day," said Richard Liu.', {"20 million": "JD"}, id="our orders, a day"
    ),
    pytest.param(
        'Analysts at Citi were cheerful. "We expect JD\'s revenue to rise 5%," they wrote.', {"5%": "JD"}, id="we expect of another"
    ),
    # rivals as subjects
    pytest.param("Boss Zhipin escaped. A smaller rival, Liepin, was fined RMB 200,000.", {"RMB 200,000": "Liepin"}, id="a smaller rival"),
    pytest.param(
        "Keep raised prices. Its older rival Anta booked RMB 62 billion in revenue.", {"RMB 62 billion": "Anta"}, id="its older rival"
    ),
    pytest.param("Unlike its rival Anta, Keep booked RMB 2 billion in revenue.", {"RMB 2 billion": "Keep"}, id="unlike its rival"),
    # more relative clauses
    pytest.param("Investors prefer Pop Mart, which made RMB 1 billion.", {"RMB 1 billion": "Pop Mart"}, id="which made"),
    pytest.param(
        "Tencent owns a part of Kuaishou, which has 395 million daily active users.", {"395 million": "Kuaishou"}, id="which has, behind of"
    ),
    pytest.param(
        "Pop Mart, which investors prefer to Miniso, made a profit of RMB 1 billion.", {"RMB 1 billion": "Pop Mart"}, id="which, in between"
    ),
    pytest.param(
        "Users moved from Youku to Bilibili, where they spent 108 minutes a day.",
        {"108 minutes": "Bilibili"},
        id="where",
    ),
    # more participles
    pytest.param("Didi beat back Meituan, raising $2 billion.", {"$2 billion": "Didi"}, id="raising, behind a particle"),
    pytest.param("Cotti Coffee copied Luckin Coffee, charging 9.9 yuan a cup.", {"9.9 yuan": "Cotti Coffee"}, id="charging"),
    pytest.param("Cotti Coffee copied Luckin Coffee, which charged 9.9 yuan a cup.", {"9.9 yuan": "Luckin Coffee"}, id="which charged"),
    # who said it
    pytest.param("Alibaba copied Temu. PDD said it spent $3 billion on marketing.", {"$3 billion": "PDD"}, id="a company said it"),
    pytest.param("Douyin challenges Meituan. Meituan said it had 700 million users.", {"700 million": "Meituan"}, id="the other said it"),
    pytest.param("Reuters wrote about Shein. Bloomberg said it raised $2 billion.", {"$2 billion": "Shein"}, id="a reporter said it"),
    pytest.param(
        "Analysts praised Alibaba. Morgan Stanley said it would raise RMB 10 billion.", {"RMB 10 billion": "Alibaba"}, id="a bank said it"
    ),
    # more asides
    pytest.param(
        "Horizon Robotics, set up by former Baidu engineers, delivered 5 million chips.", {"5 million": "Horizon Robotics"}, id="former"
    ),
    pytest.param("Sea, in which Tencent holds a stake, reported revenue of $3.8 billion.", {"$3.8 billion": "Sea"}, id="in which"),
    pytest.param("Lazada, owned by Alibaba, has 50 million users.", {"50 million": "Lazada"}, id="owned by, in an aside"),
    pytest.param("Spun off from Huawei in 2020, Honor shipped 15 million phones.", {"15 million": "Honor"}, id="spun off from, in front"),
    pytest.param(
        "Honor, spun off from Huawei in 2020, shipped 15 million phones.",
        {"15 million": "Honor"},
        id="spun off from, in an aside",
    ),
    pytest.param(
        "Zeekr, carved out of Geely in 2021, sold 118,685 cars in 2023.",
        {"118,685": "Zeekr"},
        id="carved out of, in an aside",
    ),
    pytest.param(
        "Baidu, along with Geely, spent $300 million on research.",
        {"$300 million": "Baidu"},
        id="along with, in an aside",
    ),
    pytest.param(
        "Backed by Tencent, Bilibili has 336 million monthly users.",
        {"336 million": "Bilibili"},
        id="backed by, in front",
    ),
    pytest.param(
        "Owned by Alibaba, Lazada has 50 million users.",
        {"50 million": "Lazada"},
        id="owned by, in front",
    ),
    pytest.param(
        "Ele.me, which Alibaba bought for $9.5 billion, has 10,000 employees.",
        {"$9.5 billion": "Ele.me", "10,000": "Ele.me"},
        id="which another bought for",
        marks=pytest.mark.xfail(strict=True, reason="the buyer in the relative clause is taken before what is bought"),
    ),
    # industries, fined companies, new paragraphs
    pytest.param(
        "China's shoppers turned to short videos. Platforms sold a combined RMB 1.9 trillion of goods in 2023.",
        {"RMB 1.9 trillion": "China"},
        id="platforms of no name",
    ),
    pytest.param("Chinese carmakers exported 4.9 million cars in 2023.", {"4.9 million": "China"}, id="carmakers of a country"),
    pytest.param("South Korean battery makers shipped 170 GWh in 2023.", {"170 GWh": "South Korea"}, id="chipmakers of a country"),
    pytest.param(
        "Thailand is going online. Retailers sold goods worth $19 billion on the web in 2023.",
        {"$19 billion": "Thailand"},
        id="retailers of the country spoken of",
    ),
    pytest.param(
        "Alibaba watched the 618 festival. Platforms sold a combined RMB 743 billion of goods.",
        {"RMB 743 billion": "China"},
        id="platforms of the lead's country",
    ),
    pytest.param("Leapmotor is growing. The carmaker exported 7,000 cars.", {"7,000": "Leapmotor"}, id="its carmakers"),
    pytest.param("China's market regulator fined Meituan RMB 3.44 billion in 2021.", {"RMB 3.44 billion": "Meituan"}, id="fined a company"),
    pytest.param("Alibaba watched closely as Didi was fined RMB 8 billion.", {"RMB 8 billion": "Didi"}, id="was fined"),
    pytest.param(
        "Tencent shares fell after the central bank fined Ant Group RMB 7 billion.",
        {"RMB 7 billion": "Ant Group"},
        id="fined by another",
    ),
    pytest.param(
        "The bureau fined ZTO Express RMB 200,000 and Meituan RMB 300,000.",
        {"RMB 200,000": "ZTO Express", "RMB 300,000": "Meituan"},
        id="fined two",
    ),
    pytest.param("The watchdog imposed a fine of RMB 6 million on Meituan.", {"RMB 6 million": "Meituan"}, id="a fine imposed on"),
    pytest.param("Vietnam fined Temu $40,000.", {"$40,000": "Temu"}, id="fined by a country"),
    pytest.param(
        "Kuaishou is growing up. Kuaishou's revenue rose 12%.\nIts rival Bilibili is smaller.\nThe company's profit doubled.",
        {"12%": "Kuaishou", "doubled": "Kuaishou"},
        id="a new paragraph goes back to the lead",
    ),
    pytest.param(
        "Kuaishou is growing up. Kuaishou's revenue rose 12%. Bilibili lags. Its profit doubled.",
        {"12%": "Kuaishou", "doubled": "Bilibili"},
        id="the same paragraph goes on",
    ),
    pytest.param(
        "Kuaishou is growing up. Kuaishou's revenue rose 12%.\nBilibili lags. Its profit doubled.",
        {"12%": "Kuaishou", "doubled": "Bilibili"},
        id="a new paragraph with a name",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_entity(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "entity") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Taobao has 900 million users.", {"900 million": "Alibaba"}, id="business"),
        pytest.param("Alibaba has 200,000 employees.", {"200,000": "-"}, id="group"),
        pytest.param("Revenue rose 5%.", {"5%": "-"}, id="nobody"),
    ],
)
def test_parent(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "parent") == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Taobao and Douyin broke records. The two platforms sold goods worth RMB 500 billion.", id="the two platforms"),
        pytest.param(
            "China likes bargains. Alibaba and Douyin fight. Both platforms sold goods worth RMB 500 billion.", id="both platforms"
        ),
        pytest.param("Nio and Xpeng are growing in China. These carmakers exported 9,000 cars.", id="these carmakers"),
    ],
)
def test_no_industry(column: Callable[..., dict[str, str]], text: str) -> None:
    assert "China" not in column(text, "entity").values()


def test_no_word_before_a_name(column: Callable[..., dict[str, str]]) -> None:
    """A mark that is no token may open the sentence before its first name."""
    assert column("[Gasgoo] Chery shipped 943,817 vehicles and Geely 158,000 in June.", "entity")["943,817"] == "Chery"
